import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import type { JsonObject } from "@/lib/kie/envelope";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage/storage";
import { engine } from "@/lib/tasks/engine";
import { NO_OUTPUT, notKept } from "@/lib/tasks/failures";
import { keepSpeech } from "@/lib/tasks/keep-speech";
import { keepTranscript } from "@/lib/tasks/keep-transcript";
import type { KeptResult } from "@/lib/tasks/kept-result";
import { retryPauseMs } from "@/lib/tasks/lifecycle";
import type { TaskFailure } from "@/lib/tasks/states";
import { findTask, moveTask, taskFolder, type TaskRow } from "@/lib/tasks/store";
import { announce, KEEP_WORK, moveAndAnnounce } from "@/lib/tasks/transitions";
import { transcriptUrl } from "@/lib/tasks/view";
import type { WorkHandler, WorkResult } from "@/lib/work/runner";
import type { ClaimedWork } from "@/lib/work/store";

/** Over about two minutes: a link may be there a while after the record that names it. */
const KEEP_TRIES = 8;

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
  try {
    const kept = task.kind === "speech" ? await keepSpeech(task, value, signal) : await keepTranscript(task, value);
    if (kept === undefined) await giveUp(task, NO_OUTPUT);
    else await finish(task, kept);
  } catch (error) {
    // A disk that is full for hours uses up no tries: those are for the link.
    if (!(error instanceof AppError) || signal.aborted || storageProblem(error) !== undefined) throw error;
    const tries = Number(work.payload ?? 0) + 1;
    log.warn({ err: error, taskId: task.id, tries }, "result not kept");
    if (!isFinal(error) && tries < KEEP_TRIES) {
      await refreshLink(task, signal);
      return { againAt: databaseNow() + retryPauseMs(tries, env().workRetryMs), payload: String(tries) };
    }
    await giveUp(task, notKept(error.code, error.message));
  }
  return undefined;
}

/** What another try at the same result would not change. */
function isFinal(error: AppError): boolean {
  return error.code === "not_audio" || error.code === "too_large";
}

/** Commits the files and the end together. */
async function finish(task: TaskRow, { files, searchText, wordCount }: KeptResult): Promise<void> {
  const now = databaseNow();
  const finished = await transact(async (transaction) => {
    const moved = await moveTask(transaction, task.id, { from: ["keeping"] }, {
      state: "success",
      failure: null,
      now,
      completed_at: now,
      result_json: null,
      ...(searchText === undefined ? {} : { search_text: searchText }),
      ...(wordCount === undefined ? {} : { word_count: wordCount }),
    });
    if (moved) await transaction.insertInto("file").values([...files]).execute();
    return moved;
  });
  if (finished) announce(task, { state: "success" }, task.kind === "transcription" ? { transcriptUrl: transcriptUrl(task.id) } : {});
}

/** Reads the record again: the vendor makes a fresh link for an expired one, and may know by now what it cost. */
async function refreshLink(task: TaskRow, signal: AbortSignal): Promise<void> {
  if (task.vendor_task_id === null) return;
  const outcome = await engine().client.queryTask(task.vendor_task_id, signal);
  if (outcome.outcome !== "record" || outcome.record.result.kind !== "present") return;
  await moveTask(database(), task.id, { from: ["keeping"] }, {
    state: "keeping",
    failure: null,
    now: databaseNow(),
    result_json: JSON.stringify(outcome.record.result.value),
    ...(outcome.record.creditsConsumed === null ? {} : { credits_consumed: outcome.record.creditsConsumed }),
  });
}

async function giveUp(task: TaskRow, failure: TaskFailure): Promise<void> {
  const now = databaseNow();
  await moveAndAnnounce(task, { from: ["keeping"] }, { state: "fail", failure, now, completed_at: now });
}
