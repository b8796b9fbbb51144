import "server-only";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { nanoid } from "nanoid";
import { requireProgram } from "@/lib/audio/programs";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import { storageProblem } from "@/lib/http/storage-problem";
import { onShutdown, processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { reachedFromHere } from "@/lib/local-engine/reach";
import { readCreateTask, type SpeechJob, type TranscriptionJob } from "@/lib/local-engine/request";
import { deleteOlder, findJob, insertEngineFile, updateJob } from "@/lib/local-engine/store";
import { Synthesizer } from "@/lib/local-engine/synthesis/synthesizer";
import { transcribe } from "@/lib/local-engine/recognition/transcribe";
import { type JobRow, toRecord } from "@/lib/local-engine/wire";
import { storageHealth } from "@/lib/storage/health";
import { storage } from "@/lib/storage/storage";
import { scratchDirectory, withScratchFile } from "@/lib/storage/scratch";
import { wakeWork, type WorkHandler, type WorkResult } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/** The kinds of the engine's own work. Speech and transcriptions wait in lines of their own: the latter take long. */
const SPEAK_WORK = "local-engine-run";
const TRANSCRIBE_WORK = "local-engine-transcribe";
const NOTIFY_WORK = "local-engine-notify";
const EXPIRE_WORK = "local-engine-expire";

/** Eight hours of recording are recognized in two to four on one processor. */
const TRANSCRIBE_LIMIT_MS = 11 * 60 * 60 * 1000;
const TRANSCRIBE_LEASE_MS = 12 * 60 * 60 * 1000;
/** The vendor's callbacks wait this long for an answer, and are sent up to four times. */
const NOTIFY_LIMIT_MS = 15_000;
const NOTIFY_TRIES = 4;
/** How long the engine's own copies live, like the vendor's uploads. */
const LINK_LIFE_MS = 3 * 24 * 60 * 60 * 1000;
const EXPIRE_EVERY_MS = 60 * 60 * 1000;

/** The work of the local engine; while the vendor is on, only that of forgetting what it made before. */
export async function localEngineHandlers(): Promise<WorkHandler[]> {
  await enqueueWork(database(), { kind: EXPIRE_WORK, subjectId: "all", runAt: databaseNow() });
  const expiry: WorkHandler = { kind: EXPIRE_WORK, concurrency: 1, leaseMs: 10 * 60 * 1000, run: expire };
  if (env().engine !== "local") return [expiry];
  return [
    expiry,
    { kind: SPEAK_WORK, concurrency: 2, leaseMs: 10 * 60 * 1000, run: (work, signal) => runJob(work.subjectId, signal) },
    { kind: TRANSCRIBE_WORK, concurrency: 3, leaseMs: TRANSCRIBE_LEASE_MS, run: (work, signal) => runJob(work.subjectId, signal) },
    { kind: NOTIFY_WORK, concurrency: 4, leaseMs: 60_000, run: (work) => notify(work.subjectId, work.attempts) },
  ];
}

/** The kind of work that does a job. */
export function workKindOf({ kind }: SpeechJob | TranscriptionJob): string {
  return kind === "speech" ? SPEAK_WORK : TRANSCRIBE_WORK;
}

function synthesizer(): Synthesizer {
  return processWide("synthesizer", () => {
    const made = new Synthesizer({
      workerFile: path.join(/* turbopackIgnore: true */ process.cwd(), "dist", "synthesis-worker.mjs"),
      ffmpegFile: requireProgram("ffmpeg"),
      scratchDir: scratchDirectory(),
    });
    onShutdown("close", "synthesizer", () => made.close());
    return made;
  });
}

async function runJob(jobId: string, signal: AbortSignal): Promise<WorkResult> {
  const job = await findJob(database(), jobId);
  if (job === undefined || job.completed_at !== null) return undefined;
  await updateJob(database(), jobId, { state: "generating" });
  try {
    await perform(job, signal);
  } catch (error) {
    // What the disk did to it passes: the job is done again.
    if (signal.aborted || storageProblem(error) !== undefined || (await storageHealth()) !== undefined) throw error;
    const known = error instanceof AppError;
    if (!known) log.error({ err: error, jobId }, "local engine job failed");
    await updateJob(database(), jobId, {
      state: "fail",
      fail_code: known ? String(error.status) : "500",
      fail_message: known ? error.message : "Internal server error",
      completed_at: databaseNow(),
    });
  }
  if (job.call_back_url !== null) {
    await enqueueWork(database(), { kind: NOTIFY_WORK, subjectId: jobId, runAt: databaseNow() });
    wakeWork(NOTIFY_WORK);
  }
  return undefined;
}

async function perform(row: JobRow, signal: AbortSignal): Promise<void> {
  const request = readCreateTask(JSON.parse(row.param_json));
  if (!request.ok) throw new AppError(422, { code: "invalid", message: request.message });
  const { job } = request;
  if (job.kind === "speech") return speak(row, job, signal);
  const resultObject = await transcribe(job, AbortSignal.any([signal, AbortSignal.timeout(TRANSCRIBE_LIMIT_MS)]));
  await updateJob(database(), row.id, { state: "success", result_json: JSON.stringify({ resultObject }), completed_at: databaseNow() });
}

async function speak(row: JobRow, job: SpeechJob, signal: AbortSignal): Promise<void> {
  const speech = await synthesizer().synthesize(job, signal);
  const id = nanoid(32);
  const storageKey = `local-engine/${id}.mp3`;
  await withScratchFile(async (scratch) => {
    await writeFile(scratch, speech.mp3);
    await storage().putFile(storageKey, scratch);
  });
  await transact(async (transaction) => {
    await insertEngineFile(transaction, {
      id,
      upload_path: null,
      storage_key: storageKey,
      content_type: "audio/mpeg",
      size_bytes: speech.mp3.byteLength,
      sha256: createHash("sha256").update(speech.mp3).digest("hex"),
      created_at: databaseNow(),
    });
    const words = speech.words.map(({ text, startMs, endMs }) => ({ text, start: startMs / 1000, end: endMs / 1000 }));
    await updateJob(transaction, row.id, {
      state: "success",
      result_json: JSON.stringify({
        resultUrls: [`${row.base_url}/local-engine/files/${id}/speech.mp3`],
        ...(job.timestamps ? { words } : {}),
      }),
      completed_at: databaseNow(),
    });
  });
}

async function notify(jobId: string, attempt: number): Promise<WorkResult> {
  const job = await findJob(database(), jobId);
  if (job?.call_back_url == null) return undefined;
  try {
    const response = await guardedFetch(reachedFromHere(job.call_back_url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(toRecord(job)),
      allowOrigins: [env().loopbackUrl, ...env().fetchAllowOrigins],
      maxBytes: 64 * 1024,
      totalTimeoutMs: NOTIFY_LIMIT_MS,
    });
    response.dispose();
    if (response.status < 500) return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ jobId, reason: error.code }, "callback not delivered");
  }
  return attempt < NOTIFY_TRIES ? { againAt: databaseNow() + env().workRetryMs * 2 ** attempt } : undefined;
}

async function expire(): Promise<WorkResult> {
  for (const key of await deleteOlder(database(), databaseNow() - LINK_LIFE_MS)) await storage().remove(key);
  return { againAt: databaseNow() + EXPIRE_EVERY_MS };
}
