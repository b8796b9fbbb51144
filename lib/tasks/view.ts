import "server-only";
import { database } from "@/lib/database/database";
import type { Owner } from "@/lib/sessions/owner";
import type { SpeechInput } from "@/lib/speech/settings";
import { takeFileName } from "@/lib/speech/file-name";
import { choicesFor } from "@/lib/tasks/lifecycle";
import type { TakePage, TaskAudio, TaskDetails, TaskView } from "@/lib/tasks/schema";
import type { TaskFailure } from "@/lib/tasks/states";
import { type FileRow, filesOf, findTask, listRestOfComparison, listTakes, placeInQueue, type TaskRow } from "@/lib/tasks/store";

const TAKES_PER_PAGE = 20;

/** A page of an owner's takes; an unknown cursor gives the first. Who has made nothing yet is no owner, and has none. */
export async function readTakes(owner: Owner | undefined, cursor: string | null): Promise<TakePage> {
  if (owner === undefined) return { tasks: [], nextCursor: null };
  const before = parseCursor(cursor);
  const rows = await listTakes(database(), {
    ownerId: owner.id,
    limit: TAKES_PER_PAGE + 1,
    ...(before === undefined ? {} : { before }),
  });
  const page = await withWholeComparison(owner.id, rows.slice(0, TAKES_PER_PAGE));
  const last = page.at(-1);
  return {
    tasks: await toViews(page),
    nextCursor: rows.length > TAKES_PER_PAGE && last !== undefined ? `${last.created_at}.${last.id}` : null,
  };
}

/** One of an owner's tasks; undefined when it is not there or not theirs. */
export async function readTask(ownerId: string, taskId: string): Promise<TaskDetails | undefined> {
  const row = await findTask(database(), taskId);
  if (row?.owner_id !== ownerId) return undefined;
  const view = await toView(row, await filesOf(database(), [row.id]));
  return { ...view, submittedAt: row.submitted_at, vendorTaskId: row.vendor_task_id };
}

/** A page that ends inside a comparison goes on to its end, so that its voices are shown together. */
async function withWholeComparison(ownerId: string, page: readonly TaskRow[]): Promise<readonly TaskRow[]> {
  const last = page.at(-1);
  if (last?.comparison_id == null) return page;
  return [...page, ...(await listRestOfComparison(database(), ownerId, last.comparison_id, last))];
}

async function toViews(rows: readonly TaskRow[]): Promise<TaskView[]> {
  const files = await filesOf(database(), rows.map((row) => row.id));
  return Promise.all(rows.map((row) => toView(row, files.filter((file) => file.task_id === row.id))));
}

async function toView(row: TaskRow, files: readonly FileRow[]): Promise<TaskView> {
  const input = JSON.parse(row.input_json) as SpeechInput;
  const failure = row.failure_json === null ? null : (JSON.parse(row.failure_json) as TaskFailure);
  const audio = files.find((file) => file.role === "audio");
  const has = (role: FileRow["role"]) => files.some((file) => file.role === role);
  return {
    id: row.id,
    engine: row.engine,
    comparisonId: row.comparison_id,
    state: row.state,
    stateSince: row.state_since,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    input,
    placeInQueue: row.state === "pending" ? await placeInQueue(database(), row) : null,
    failure,
    audio: audio === undefined ? null : toAudio(row, input, audio),
    peaksUrl: has("peaks") ? `/api/tasks/${row.id}/peaks` : null,
    wordsUrl: has("words") ? `/api/tasks/${row.id}/words` : null,
    creditsConsumed: row.credits_consumed,
    ...choicesFor(
      { state: row.state, stateSince: row.state_since, hasVendorTask: row.vendor_task_id !== null, failure },
      Date.now(),
    ),
  };
}

function toAudio(row: TaskRow, input: SpeechInput, file: FileRow): TaskAudio {
  const url = `/api/tasks/${row.id}/audio`;
  return {
    url,
    downloadUrl: `${url}?download=1`,
    fileName: takeFileName({ voice: input.voice, text: input.text, extension: file.storage_key.split(".").at(-1) ?? "mp3" }),
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    durationMs: file.duration_ms,
  };
}

function parseCursor(cursor: string | null): { createdAt: number; id: string } | undefined {
  const match = /^(\d{1,15})\.([\w-]{1,40})$/.exec(cursor ?? "");
  return match?.[1] === undefined || match[2] === undefined ? undefined : { createdAt: Number(match[1]), id: match[2] };
}
