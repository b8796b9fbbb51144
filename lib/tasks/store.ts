import "server-only";
import { createHash } from "node:crypto";
import type { Selectable, Updateable } from "kysely";
import { TRANSCRIPTION_MODEL } from "@/lib/kie/requests";
import type { Queryable } from "@/lib/database/database";
import type { FileTable, TaskTable } from "@/lib/database/tables";
import type { EngineName } from "@/lib/env";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechInput } from "@/lib/speech/settings";
import type { Absence } from "@/lib/tasks/lifecycle";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";

export type TaskRow = Selectable<TaskTable>;
export type FileRow = Selectable<FileTable>;

/** What a task is to do, and with what. */
export type TaskOrder =
  | { readonly kind: "speech"; readonly input: SpeechInput; readonly comparisonId: string | null }
  | { readonly kind: "transcription"; readonly input: TranscriptionSettings; readonly recordingId: string; readonly recordingName: string };

export interface NewTask {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: TaskRow["purpose"];
  readonly engine: EngineName;
  readonly runId: string;
  /** Of everything that the click asked for. */
  readonly inputHash: string;
  readonly order: TaskOrder;
}

/** The fingerprint by which the same click with other input is told from the same click again. */
export function hashInputs(inputs: readonly object[]): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) : value;
  return createHash("sha256").update(JSON.stringify(inputs, sorted)).digest("hex");
}

/** The columns that depend on what the task is to do. */
function orderColumns(order: TaskOrder) {
  return order.kind === "speech"
    ? {
        comparison_id: order.comparisonId,
        model: order.input.model,
        voice: order.input.voice,
        recording_id: null,
        character_count: order.input.text.length,
        search_text: searchable(`${order.input.voice} ${order.input.text}`),
      }
    : {
        comparison_id: null,
        model: TRANSCRIPTION_MODEL,
        voice: null,
        recording_id: order.recordingId,
        character_count: null,
        search_text: searchable(order.recordingName),
      };
}

/** A text as the history is searched: case and the spelling of accents make no difference. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * Inserts a pending task for a click, once: the row that its owner's click already made is given back instead, with
 * `inserted` false, and with `sameInput` false when the click then asked for something else.
 */
export async function insertTask(
  db: Queryable,
  task: NewTask,
  now: number,
): Promise<{ id: string; inserted: boolean; sameInput: boolean }> {
  const inserted = await db
    .insertInto("task")
    .values({
      id: task.id,
      owner_id: task.ownerId,
      kind: task.order.kind,
      purpose: task.purpose,
      engine: task.engine,
      run_id: task.runId,
      input_hash: task.inputHash,
      input_json: JSON.stringify(task.order.input),
      ...orderColumns(task.order),
      state: "pending",
      state_since: now,
      version: 1,
      created_at: now,
      absent_at: null,
      absent_ms: 0,
      vendor_task_id: null,
      callback_token_hash: null,
      submitted_at: null,
      completed_at: null,
      credits_consumed: null,
      failure_json: null,
      result_json: null,
      title: null,
      title_search_text: null,
      word_count: null,
    })
    .onConflict((conflict) => conflict.columns(["owner_id", "run_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted !== undefined) return { id: inserted.id, inserted: true, sameInput: true };
  const present = await db
    .selectFrom("task")
    .select(["id", "input_hash"])
    .where("owner_id", "=", task.ownerId)
    .where("run_id", "=", task.runId)
    .executeTakeFirstOrThrow();
  return { id: present.id, inserted: false, sameInput: present.input_hash === task.inputHash };
}

/** A task whoever owns it; undefined when it is gone. */
export async function findTask(db: Queryable, id: string): Promise<TaskRow | undefined> {
  return db.selectFrom("task").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The task that a callback token belongs to, without what may be large in it. */
export async function findTaskByTokenHash(db: Queryable, tokenHash: string): Promise<Pick<TaskRow, "id" | "vendor_task_id"> | undefined> {
  return db.selectFrom("task").select(["id", "vendor_task_id"]).where("callback_token_hash", "=", tokenHash).executeTakeFirst();
}

/** What a transition needs to be true: the version that it was decided on, or a state that it may leave, with this token if one is named. */
export type MoveGuard = { readonly version: number } | { readonly from: readonly TaskState[]; readonly tokenHash?: string };

/** Where a transition leads, and what else it notes. `now` is Unix ms. */
export type TaskMove = { readonly state: TaskState; readonly failure: TaskFailure | null; readonly now: number } & Omit<
  Updateable<TaskTable>,
  "id" | "state" | "state_since" | "version" | "failure_json"
>;

/**
 * Moves a task to another state, if the guard still fits. Says whether it did: not when somebody else changed or deleted
 * it meanwhile.
 */
export async function moveTask(db: Queryable, id: string, guard: MoveGuard, to: TaskMove): Promise<boolean> {
  const { state, failure, now, ...columns } = to;
  let update = db
    .updateTable("task")
    .set((eb) => ({
      ...columns,
      state,
      state_since: eb.case().when("state", "=", state).then(eb.ref("state_since")).else(now).end(),
      version: eb("version", "+", 1),
      failure_json: failure === null ? null : JSON.stringify(failure),
    }))
    .where("id", "=", id);
  update = "version" in guard ? update.where("version", "=", guard.version) : update.where("state", "in", [...guard.from]);
  if ("from" in guard && guard.tokenHash !== undefined) update = update.where("callback_token_hash", "=", guard.tokenHash);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Notes the vendor's id for a task, whether its own answer or a callback brought it first. Says whether this call did.
 */
export async function adoptVendorTask(db: Queryable, id: string, vendorTaskId: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("task")
    .set((eb) => ({
      vendor_task_id: vendorTaskId,
      state: "waiting" as const,
      state_since: now,
      failure_json: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("vendor_task_id", "is", null)
    .where("state", "in", ["submitting", "unconfirmed"])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes what the vendor last said about knowing the task. */
export async function noteAbsence(db: Queryable, id: string, absence: Absence): Promise<void> {
  await db
    .updateTable("task")
    .set({ absent_at: absence.absentAt, absent_ms: absence.absentMs })
    .where("id", "=", id)
    .execute();
}

/** Why a task did not succeed; null where it did, or may. */
export function failureOf({ failure_json: json }: Pick<TaskRow, "failure_json">): TaskFailure | null {
  return json === null ? null : (JSON.parse(json) as TaskFailure);
}

/** The folder of the storage that holds a task's files and nothing else. */
export function taskFolder(taskId: string): string {
  return `tasks/${taskId}`;
}

/** The files of these tasks. */
export async function filesOf(db: Queryable, taskIds: readonly string[]): Promise<FileRow[]> {
  if (taskIds.length === 0) return [];
  return db.selectFrom("file").selectAll().where("task_id", "in", [...taskIds]).execute();
}

/** The names that people gave to the speakers of these tasks. */
export async function speakerNamesOf(db: Queryable, taskIds: readonly string[]): Promise<Map<string, Record<string, string>>> {
  const names = new Map<string, Record<string, string>>();
  if (taskIds.length === 0) return names;
  for (const row of await db.selectFrom("speaker_name").selectAll().where("task_id", "in", [...taskIds]).execute()) {
    names.set(row.task_id, { ...names.get(row.task_id), [row.speaker_id]: row.name });
  }
  return names;
}

/** Gives a task a title of its owner's; an empty one takes it away. */
export async function titleTask(db: Queryable, id: string, title: string): Promise<void> {
  const columns = title === "" ? { title: null, title_search_text: null } : { title, title_search_text: searchable(title) };
  await db.updateTable("task").set(columns).where("id", "=", id).execute();
}

/** Names a speaker of a task; an empty name takes the name away. */
export async function nameSpeaker(db: Queryable, { taskId, speakerId, name }: { taskId: string; speakerId: string; name: string }): Promise<void> {
  if (name === "") {
    await db.deleteFrom("speaker_name").where("task_id", "=", taskId).where("speaker_id", "=", speakerId).execute();
    return;
  }
  await db
    .insertInto("speaker_name")
    .values({ task_id: taskId, speaker_id: speakerId, name })
    .onConflict((conflict) => conflict.columns(["task_id", "speaker_id"]).doUpdateSet({ name }))
    .execute();
}
