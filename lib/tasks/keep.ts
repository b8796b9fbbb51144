import "server-only";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { nanoid } from "nanoid";
import { detectAudio } from "@/lib/audio/detect";
import { measureAudio } from "@/lib/audio/measure";
import { findProgram } from "@/lib/audio/programs";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import type { JsonObject } from "@/lib/kie/envelope";
import { parseSpeechResult } from "@/lib/kie/result";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage/storage";
import { withScratchFile } from "@/lib/storage/scratch";
import { engine } from "@/lib/tasks/engine";
import { NO_OUTPUT, notKept } from "@/lib/tasks/failures";
import { retryPauseMs } from "@/lib/tasks/lifecycle";
import type { TaskFailure } from "@/lib/tasks/states";
import { type FileRow, findTask, moveTask, taskFolder, type TaskRow } from "@/lib/tasks/store";
import { announce, KEEP_WORK } from "@/lib/tasks/transitions";
import type { WorkHandler, WorkResult } from "@/lib/work/runner";
import type { ClaimedWork } from "@/lib/work/store";

/** Far more than the longest text gives at the highest bit rate; a link that gives more is not a speech. */
const AUDIO_MAX_BYTES = 100 * 1024 * 1024;
const AUDIO_FETCH_MS = 5 * 60 * 1000;
const KEEP_TRIES = 4;
const MAX_PEAKS = 1200;

/** Copies finished results to our own storage before the vendor's links expire. */
export const keepHandler: WorkHandler = {
  kind: KEEP_WORK,
  concurrency: 3,
  leaseMs: 20 * 60 * 1000,
  run: async (work, signal) => {
    const [outcome] = await Promise.allSettled([keep(work, signal)]);
    if ((await findTask(database(), work.subjectId)) === undefined) {
      // Deleted meanwhile: its folder went before the last of the files came.
      await storage().removeFolder(taskFolder(work.subjectId));
      return undefined;
    }
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  },
};

async function keep(work: ClaimedWork, signal: AbortSignal): Promise<WorkResult> {
  const task = await findTask(database(), work.subjectId);
  if (task?.state !== "keeping") return undefined;
  const value = JSON.parse(task.result_json ?? "{}") as JsonObject;
  const result = parseSpeechResult(value);
  if (result === null) {
    await giveUp(task, NO_OUTPUT);
    return undefined;
  }
  const files: FileRow[] = [];
  try {
    await keepAudio(task, result.audioUrl, files, signal);
    if (result.words !== null) await keepJson(task, "words", { words: result.words }, files);
    await keepJson(task, "vendor-result", value, files);
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    log.warn({ err: error, taskId: task.id, attempt: work.attempts }, "result not kept");
    if (!isFinal(error) && work.attempts < KEEP_TRIES) {
      await refreshLink(task, signal);
      return { againAt: Date.now() + retryPauseMs(work.attempts, env().workRetryMs) };
    }
    await giveUp(task, notKept(error.code, error.message));
    return undefined;
  }
  await finish(task, files);
  return undefined;
}

/** What another try at the same result would not change. */
function isFinal(error: AppError): boolean {
  return error.code === "not_audio" || error.code === "too_large";
}

async function keepAudio(task: TaskRow, url: string, files: FileRow[], signal: AbortSignal): Promise<void> {
  await withScratchFile(async (scratch) => {
    const { sha256, sizeBytes } = await download(url, scratch, signal);
    const format = await detectAudio(scratch);
    if (format === undefined) {
      throw new AppError(422, { code: "not_audio", message: "What the link gave is not audio." });
    }
    const measured =
      findProgram("ffmpeg") === undefined ? undefined : await measureAudio(scratch, { format, maxPeaks: MAX_PEAKS, signal });
    const key = storageKey(task, `audio.${format.extension}`);
    await storage().putFile(key, scratch);
    files.push(fileRow(task, "audio", key, { contentType: format.contentType, sizeBytes, sha256, durationMs: measured?.durationMs ?? null }));
    if (measured !== undefined) await keepJson(task, "peaks", measured, files);
  });
}

async function download(url: string, target: string, signal: AbortSignal): Promise<{ sha256: string; sizeBytes: number }> {
  const response = await guardedFetch(url, {
    allowOrigins: engine().resultOrigins,
    maxBytes: AUDIO_MAX_BYTES,
    totalTimeoutMs: AUDIO_FETCH_MS,
    signal,
  });
  if (response.status !== 200) {
    response.dispose();
    throw new AppError(502, { code: "result_gone", message: `The link to it answered with HTTP ${response.status}.` });
  }
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(response.body, meter, createWriteStream(target));
  return { sha256: hash.digest("hex"), sizeBytes };
}

async function keepJson(task: TaskRow, role: "peaks" | "words" | "vendor-result", value: unknown, files: FileRow[]): Promise<void> {
  const text = JSON.stringify(value);
  const key = storageKey(task, `${role}.json`);
  await withScratchFile(async (scratch) => {
    await writeFile(scratch, text);
    await storage().putFile(key, scratch);
  });
  const sha256 = createHash("sha256").update(text).digest("hex");
  files.push(fileRow(task, role, key, { contentType: "application/json", sizeBytes: Buffer.byteLength(text), sha256, durationMs: null }));
}

/** One key for each role, so that a second try after a crash replaces what the first left. */
function storageKey(task: TaskRow, name: string): string {
  return `${taskFolder(task.id)}/${name}`;
}

function fileRow(
  task: TaskRow,
  role: FileRow["role"],
  storageKey: string,
  about: { contentType: string; sizeBytes: number; sha256: string; durationMs: number | null },
): FileRow {
  return {
    id: nanoid(),
    task_id: task.id,
    role,
    storage_key: storageKey,
    content_type: about.contentType,
    size_bytes: about.sizeBytes,
    sha256: about.sha256,
    duration_ms: about.durationMs,
    created_at: Date.now(),
  };
}

/** Commits the files and the end together. */
async function finish(task: TaskRow, files: readonly FileRow[]): Promise<void> {
  const now = Date.now();
  const finished = await database()
    .transaction()
    .execute(async (transaction) => {
      const moved = await moveTask(transaction, task.id, { from: ["keeping"] }, {
        state: "success",
        failure: null,
        now,
        completed_at: now,
        result_json: null,
      });
      if (moved) await transaction.insertInto("file").values([...files]).execute();
      return moved;
    });
  if (finished) announce(task, { state: "success" });
}

/** Reads the record again: the vendor makes a fresh link for an expired one. */
async function refreshLink(task: TaskRow, signal: AbortSignal): Promise<void> {
  if (task.vendor_task_id === null) return;
  const outcome = await engine().client.queryTask(task.vendor_task_id, signal);
  if (outcome.outcome !== "record" || outcome.record.result.kind !== "present") return;
  await moveTask(database(), task.id, { from: ["keeping"] }, {
    state: "keeping",
    failure: null,
    now: Date.now(),
    result_json: JSON.stringify(outcome.record.result.value),
  });
}

async function giveUp(task: TaskRow, failure: TaskFailure): Promise<void> {
  const now = Date.now();
  const moved = await moveTask(database(), task.id, { from: ["keeping"] }, { state: "fail", failure, now, completed_at: now });
  if (moved) announce(task, { state: "fail", failure: failure.code });
}
