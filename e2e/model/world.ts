import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { expect, vi } from "vitest";
import type { Behaviour } from "../fake-vendor/behaviour";
import { type HeldExchange, holdVendor, type Reply } from "./held-vendor";
import { Actor, Stage } from "./stage";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";
import type { TaskRow } from "@/lib/tasks/store";
import type { WorkHandler, WorkResult } from "@/lib/work/runner";

const stage = new Stage();
const held = await holdVendor(
  () => vendor,
  (exchange) => void world?.receive(exchange),
);
let world: World | undefined;
const instance = await startTestInstance({ KIE_BASE_URL: held.origin, KIE_UPLOAD_URL: held.origin });
const { db, vendor, filesIn, dataDir } = instance;

const { isShared } = await import("@/lib/database/database");
const { POST } = await import("@/app/api/callbacks/[token]/route");
const { cancelTask, checkTask, createTakes, deleteTask, retryTask } = await import("@/lib/tasks/actions");
const { createTranscriptions } = await import("@/lib/tasks/transcription-actions");
const { hashCallbackToken, tokenOfCallbackUrl } = await import("@/lib/tasks/callback-token");
const { resumeTasks } = await import("@/lib/tasks/resume");
const { filesOf } = await import("@/lib/tasks/store");
const { submitHandler } = await import("@/lib/tasks/submit");
const { lookHandler } = await import("@/lib/tasks/observe");
const { keepHandler } = await import("@/lib/tasks/keep");
const { readOwner } = await import("@/lib/sessions/owner");
const { findRecording, insertRecording, markArrived, markReady } = await import("@/lib/recordings/store");
const { claimNext, runOne } = await import("@/lib/work/runner");
const { bringForward } = await import("@/lib/work/store");

// What is tested here is the order of commits; that they outlast a crash of the machine is left to the disk.
if (!isShared()) await sql`pragma synchronous = off`.execute(db);

// Every use of the database by what is on the stage waits for its turn; a transaction is one use.
const executor = db.getExecutor();
const provideConnection = executor.provideConnection.bind(executor);
executor.provideConnection = async (consumer) => {
  await stage.turn();
  return provideConnection(consumer);
};

const HANDLERS = { submit: submitHandler, look: lookHandler, keep: keepHandler } as const satisfies Record<string, WorkHandler>;
export type WorkKind = keyof typeof HANDLERS;
export const WORK_KINDS = Object.keys(HANDLERS) as WorkKind[];

/** The order of the states: nothing goes back, apart from what `mayFollow` says. */
const NEXT: Readonly<Record<TaskState, readonly TaskState[]>> = {
  pending: ["submitting", "cancelled", "fail"],
  submitting: ["unconfirmed", "waiting", "fail"],
  unconfirmed: ["waiting"],
  waiting: ["queuing", "generating", "keeping", "fail"],
  queuing: ["generating", "keeping", "fail"],
  generating: ["keeping", "fail"],
  keeping: ["success", "fail"],
  success: [],
  fail: [],
  cancelled: [],
};

const failureOf = (row: TaskRow) => (row.failure_json === null ? null : (JSON.parse(row.failure_json) as TaskFailure));
const isOurs = (row: TaskRow) => row.state === "fail" && failureOf(row)?.verdict === "ours";
const isFinal = (row: TaskRow) => row.state === "success" || row.state === "cancelled" || (row.state === "fail" && !isOurs(row));

/** What the vendor was asked to do for one of our tasks, in order, with what it was answered. */
interface Sending {
  reply: Reply | "none yet";
}

/** The app, the vendor before it, and what has been seen of both. One class, since each move is checked against everything that was seen before it. */
export class World {
  readonly stage = stage;
  life = 1;
  #rows = new Map<string, TaskRow>();
  readonly #deleted = new Set<string>();
  readonly #sendings = new Map<string, Sending[]>();
  /** Tasks for which a callback that named the vendor's id was answered with 200. */
  readonly #told = new Set<string>();
  /** What was found wrong while something moved; told at the next check. */
  readonly #problems: unknown[] = [];
  readonly #runs = new Map<string, { input: string; taskIds: string[] }>();
  #clicks = 0;

  static async open(): Promise<World> {
    await stage.clear();
    for (const { id } of await db.selectFrom("task").select("id").execute()) await deleteTask({ taskId: id });
    await instance.reset();
    vi.setSystemTime(new Date("2026-05-01T12:00:00Z"));
    world = new World();
    return world;
  }

  /** Tasks that were not deleted, the first made first. */
  get tasks(): TaskRow[] {
    return [...this.#rows.values()];
  }

  get exchanges(): { actor: Actor; exchange: HeldExchange }[] {
    return stage.actors.flatMap((actor) => actor.exchanges.map((exchange) => ({ actor, exchange })));
  }

  get vendorTasks() {
    return vendor.tasks;
  }

  /** A press of a button: the first press of a slot makes a task, later ones of the same slot give the same task. */
  async click(slot: number, variant: number): Promise<void> {
    const runId = `run-of-slot-${slot}`;
    const kind = slot % 2 === 0 ? "speech" : "transcription";
    if (kind === "transcription") await insertReadyRecording(`recording-${slot}`);
    const speech = { runId, text: `Slot ${slot}, ${variant}`, voices: ["Rachel"], model: "elevenlabs/text-to-speech-multilingual-v2", stability: 0.5, similarityBoost: 0.75, style: 0, speed: 1, timestamps: false, languageCode: "", previousText: "", nextText: "" };
    const transcription = { runId, recordingIds: [`recording-${slot}`], audioUrl: "", languageCode: variant === 0 ? "" : "de", tagAudioEvents: true, diarize: true };
    const input = JSON.stringify(kind === "speech" ? speech : transcription);
    this.#clicks += 1;
    await this.#begin(`click ${slot}`, async () => {
      const answer = await (kind === "speech" ? createTakes(speech) : createTranscriptions(transcription));
      const first = this.#runs.get(runId);
      if (!answer.ok) {
        // The same click with other input, or a recording that went with its task.
        expect(first).toBeDefined();
        return;
      }
      const known = this.#runs.get(runId) ?? { input, taskIds: answer.value.taskIds };
      this.#runs.set(runId, known);
      if (known.taskIds.every((id) => !this.#deleted.has(id))) expect({ input, taskIds: answer.value.taskIds }).toEqual(known);
      else this.#runs.set(runId, { input, taskIds: answer.value.taskIds });
    });
  }

  async cancel(taskId: string): Promise<void> {
    await this.#begin(`cancel ${taskId}`, () => cancelTask({ taskId }));
  }

  async retry(taskId: string): Promise<void> {
    this.#clicks += 1;
    const runId = `retry-${this.#clicks}`;
    const mayBeSentAgain = () => {
      const row = this.#rows.get(taskId);
      if (row === undefined) return false;
      return ["fail", "cancelled"].includes(row.state) || (row.state === "unconfirmed" && Date.now() - row.state_since >= 600_000);
    };
    const before = mayBeSentAgain();
    await this.#begin(`retry ${taskId}`, async () => {
      const answer = await retryTask({ taskId, runId });
      if (answer.ok) expect(before || mayBeSentAgain()).toBe(true);
    });
  }

  async checkAgain(taskId: string): Promise<void> {
    await this.#begin(`check ${taskId}`, () => checkTask({ taskId }));
  }

  async remove(taskId: string): Promise<void> {
    await this.#begin(`delete ${taskId}`, async () => {
      // From here on the row may be gone; the row that it may become again would be a task brought back.
      this.#deleted.add(taskId);
      await deleteTask({ taskId });
    });
  }

  /** Work that is due begins, if there is any. Says whether there was. */
  async work(kind: WorkKind): Promise<boolean> {
    const handler: WorkHandler = HANDLERS[kind];
    const opensAt = (await handler.opensAt?.()) ?? 0;
    const work = opensAt > Date.now() ? undefined : await claimNext(handler);
    if (work === undefined) return false;
    let giveUp = () => {};
    const givenUp = new Promise<never>((_resolve, reject) => (giveUp = () => reject(new Error("given up by the model"))));
    givenUp.catch(() => undefined);
    const actor = new Actor(`${kind} ${work.subjectId}`, this.life, giveUp);
    const run = (claimed: typeof work, signal: AbortSignal): Promise<WorkResult> => {
      const done = stage.follow(actor, handler.run(claimed, signal)).finally(() => (actor.giveUp = null));
      return Promise.race([done, givenUp]);
    };
    await stage.begin(actor, () => runOne({ ...handler, run }, work));
    await this.check();
    return true;
  }

  /** Work that is due begins, and all that goes on goes on as far as it can without the vendor. */
  async proceed(kind: WorkKind): Promise<void> {
    await this.work(kind);
    for (const actor of [...stage.actors]) await this.run(actor);
  }

  /** The vendor calls back about a task of ours, naming `vendorTaskId`. */
  async callBack(callbackUrl: string, vendorTaskId: string | undefined, isRight: boolean): Promise<void> {
    const token = tokenOfCallbackUrl(callbackUrl) ?? "";
    const body = JSON.stringify({ code: 200, data: { ...(vendorTaskId === undefined ? {} : { taskId: vendorTaskId }), state: "success" } });
    const taskId = [...this.#rows.values()].find((row) => row.callback_token_hash === hashCallbackToken(token))?.id;
    await this.#begin(`callback ${taskId ?? "of nobody"}`, async () => {
      const response = await POST(new Request(callbackUrl, { method: "POST", body }), { params: Promise.resolve({ token }) });
      expect([200, 404]).toContain(response.status);
      if (response.status === 200 && isRight && taskId !== undefined) this.#told.add(taskId);
    });
  }

  async step(actor: Actor): Promise<void> {
    await stage.step(actor);
    await this.check();
  }

  /** Lets an actor go on until it waits for the vendor or has ended. */
  async run(actor: Actor): Promise<void> {
    while (actor.waiting.length > 0) await this.step(actor);
  }

  async giveUp(actor: Actor): Promise<void> {
    const { giveUp } = actor;
    actor.giveUp = null;
    actor.isGivenUp = true;
    if (giveUp !== null) await stage.act(actor, giveUp);
    await this.check();
  }

  async reply({ actor, exchange }: { actor: Actor; exchange: HeldExchange }, reply: Reply, behaviour: Behaviour): Promise<void> {
    actor.exchanges.splice(actor.exchanges.indexOf(exchange), 1);
    if (exchange.path.endsWith("/createTask")) {
      if (reply === "right" || reply === "lost") vendor.behave({ next: [behaviour] });
      const sending = await this.#sendingOf(exchange);
      if (sending !== undefined) sending.reply = reply;
    }
    await stage.act(actor, () => void exchange.answer(reply));
    await this.check();
  }

  /** The process dies: what it was doing stands still, as a ghost, and another life takes up what it left. */
  async crash(): Promise<void> {
    this.life += 1;
    await instance.nextLife();
    await resumeTasks();
  }

  /** Time goes by, or the clock is set. */
  async advance(ms: number): Promise<void> {
    vi.setSystemTime(Date.now() + ms);
    if (Math.abs(ms) >= 3_600_000) await bringForward(db, Date.now());
  }

  /** The vendor has got a request: that it was committed before, and that nothing is sent a second time. */
  async receive(exchange: HeldExchange): Promise<void> {
    if (exchange.path.endsWith("/createTask")) await this.#noteSending(exchange).catch((problem: unknown) => this.#problems.push(problem));
    stage.hold(exchange);
  }

  /** Everything goes right from now on, until nothing is left to do. */
  async drain(): Promise<void> {
    for (let round = 0; round < 400; round += 1) {
      let moved = false;
      for (const actor of [...stage.actors]) {
        await this.run(actor);
        // What a ghost gets from a link may have changed since.
        for (const held of this.exchanges.filter((open) => open.actor === actor)) await this.reply(held, actor.isGhostIn(this.life) ? "altered" : "right", {});
        moved = true;
      }
      for (const kind of WORK_KINDS) moved = (await this.work(kind)) || moved;
      if (moved) continue;
      const next = await db.selectFrom("work").select("run_at").orderBy("run_at").executeTakeFirst();
      if (next === undefined) return;
      // A task that the vendor never ends is looked at for a day: by the minute would take too long here.
      await this.advance(round < 150 ? Math.max(next.run_at - Date.now(), 100) : 3_600_000);
    }
    throw new Error(`It does not come to an end: ${JSON.stringify(await db.selectFrom("work").selectAll().execute())}`);
  }

  /** What must be true at every moment. */
  async check(): Promise<void> {
    if (this.#problems.length > 0) throw this.#problems[0];
    const rows = await db.selectFrom("task").selectAll().orderBy("created_at").orderBy("id").execute();
    for (const row of rows) {
      const before = this.#rows.get(row.id);
      if (before === undefined) expect(row.state).toBe("pending");
      else this.#checkMove(before, row);
    }
    for (const id of this.#rows.keys()) if (!rows.some((row) => row.id === id)) expect(this.#deleted.has(id)).toBe(true);
    this.#rows = new Map(rows.map((row) => [row.id, row]));
  }

  /** What must be true when all is done: nothing hangs, nothing is lost, nothing is left over. */
  async checkEnd(): Promise<void> {
    expect(await db.selectFrom("work").selectAll().execute()).toEqual([]);
    expect(await filesIn("scratch")).toEqual([]);
    for (const row of this.tasks) {
      expect(["success", "fail", "cancelled", "unconfirmed"]).toContain(row.state);
      if (row.state === "unconfirmed") expect(this.#told.has(row.id) && this.#vendorTaskOf(row) !== undefined).toBe(false);
      const made = this.#vendorTaskOf(row);
      if (isOurs(row) && row.vendor_task_id !== null && made?.state === "success") {
        await this.checkAgain(row.id);
        await this.drain();
        expect(this.#rows.get(row.id)).toMatchObject({ state: "success" });
      }
    }
    for (const row of this.tasks.filter(({ state }) => state === "success")) await this.#checkFiles(row);
    const folders = new Set((await filesIn("files/tasks")).map((file) => file.split(path.sep)[0]));
    for (const id of this.#deleted) if (!this.#rows.has(id)) expect(folders).not.toContain(id);
  }

  #checkMove(before: TaskRow, row: TaskRow): void {
    if (isFinal(before)) {
      expect(row).toMatchObject({ state: before.state, version: before.version, vendor_task_id: before.vendor_task_id, failure_json: before.failure_json, credits_consumed: before.credits_consumed });
      return;
    }
    if (before.vendor_task_id !== null) expect(row.vendor_task_id).toBe(before.vendor_task_id);
    if (before.credits_consumed === 12.5) expect(row.credits_consumed).toBe(12.5);
    if (row.state === "success") expect(row.credits_consumed).toBe(12.5);
    if (row.state === before.state) return;
    expect({ from: before.state, to: row.state, allowed: this.#mayFollow(before, row) }).toEqual({ from: before.state, to: row.state, allowed: true });
  }

  #mayFollow(before: TaskRow, row: TaskRow): boolean {
    // The vendor said that it has taken nothing, so nothing was sent.
    if (before.state === "submitting" && row.state === "pending") return this.#sendings.get(row.id)?.at(-1)?.reply === "busy";
    if (isOurs(before)) return row.state === "keeping" || (row.state === "fail" && !isOurs(row));
    return NEXT[before.state].includes(row.state);
  }

  async #noteSending(exchange: HeldExchange): Promise<void> {
    const row = await this.#rowOf(exchange);
    if (row === undefined) return;
    // Committed before the first byte, and never after it was cancelled.
    expect(["submitting", "unconfirmed"]).toContain(row.state);
    const earlier = this.#sendings.get(row.id) ?? [];
    // Only what the vendor says it has not taken may be sent again.
    expect(earlier.map(({ reply }) => reply)).toEqual(earlier.map(() => "busy"));
    this.#sendings.set(row.id, [...earlier, { reply: "none yet" }]);
  }

  async #sendingOf(exchange: HeldExchange): Promise<Sending | undefined> {
    return this.#sendings.get((await this.#rowOf(exchange))?.id ?? "")?.at(-1);
  }

  /** The task that a createTask request is for; undefined when it was deleted meanwhile. */
  async #rowOf({ bodyText }: HeldExchange): Promise<TaskRow | undefined> {
    const { callBackUrl } = JSON.parse(bodyText) as { callBackUrl: string };
    const hash = hashCallbackToken(tokenOfCallbackUrl(callBackUrl) ?? "");
    const row = await db.selectFrom("task").selectAll().where("callback_token_hash", "=", hash).executeTakeFirst();
    if (row === undefined) expect(this.#deleted.size).toBeGreaterThan(0);
    return row;
  }

  #vendorTaskOf(row: TaskRow) {
    return vendor.tasks.find(({ request }) => hashCallbackToken(tokenOfCallbackUrl(request.callBackUrl ?? "") ?? "") === row.callback_token_hash);
  }

  async #checkFiles(row: TaskRow): Promise<void> {
    const files = await filesOf(db, [row.id]);
    expect(files.map(({ role }) => role).toSorted()).toEqual(row.kind === "speech" ? ["audio", "vendor-result"] : ["transcript", "vendor-result"]);
    for (const file of files) {
      const bytes = await readFile(path.join(dataDir, "files", file.storage_key));
      expect({ role: file.role, sha256: createHash("sha256").update(bytes).digest("hex") }).toEqual({ role: file.role, sha256: file.sha256 });
    }
  }

  async #begin(name: string, run: () => Promise<unknown>): Promise<void> {
    await stage.begin(new Actor(name, this.life, null), () => run().catch((problem: unknown) => this.#problems.push(problem)));
    await this.check();
  }
}

/** A recording that is ready to be sent, where there is none yet. */
async function insertReadyRecording(id: string): Promise<void> {
  if ((await findRecording(db, id)) !== undefined) return;
  const owner = await readOwner();
  await insertRecording(db, { id, owner_id: owner?.id ?? "", origin: "upload", name: `${id}.wav`, source_url: null, size_bytes: 1, modified_at: null }, Date.now());
  await markArrived(db, id, 1);
  const findings = { format: "WAV", channels: 1, duration_ms: 1_000, original_suits_vendor: 1, original_suits_player: 1, notice: null, size_bytes: 1 };
  const file = { recording_id: id, role: "original", storage_key: `recordings/${id}/original.wav`, content_type: "audio/wav", size_bytes: 1, sha256: "", created_at: 1 } as const;
  await markReady(db, id, findings, [file]);
}

/** Ends the app and the vendor. */
export async function close(): Promise<void> {
  await stage.clear();
  await instance.close();
  held.close();
}
