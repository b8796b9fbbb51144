import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { untilWritten } from "@/lib/database/until-written";
import { env } from "@/lib/env";
import type { CreateTaskOutcome } from "@/lib/kie/outcomes";
import { type CreateTaskRequest, toSpeechRequest, toTranscriptionRequest } from "@/lib/kie/requests";
import type { Problem } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { findRecording } from "@/lib/recordings/store";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechInput } from "@/lib/speech/settings";
import { callbackUrl, hashCallbackToken, newCallbackToken } from "@/lib/tasks/callback-token";
import { engine, RATE_WINDOW_MS } from "@/lib/tasks/engine";
import { ENGINE_CHANGED, notSent, recordingRefused, UNANSWERED, unansweredBecause } from "@/lib/tasks/failures";
import { linkForEngine } from "@/lib/tasks/hand-over";
import { lookPauseMs, retryPauseMs } from "@/lib/tasks/lifecycle";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";
import { holdSending, nextToSend, sendingOpensAt } from "@/lib/tasks/send-queue";
import { adoptVendorTask, findTask, moveTask, type TaskRow } from "@/lib/tasks/store";
import { announce, askFor, HAND_OVER_WORK, LOOK_WORK, moveAndAnnounce, SUBMIT_WORK } from "@/lib/tasks/transitions";
import { type WorkHandler, type WorkResult, workStops } from "@/lib/work/runner";
import type { ClaimedWork } from "@/lib/work/store";

const NOT_SENT_TRIES = 4;

/** Sends pending tasks, each at most once. */
export const submitHandler: WorkHandler = {
  kind: SUBMIT_WORK,
  concurrency: 8,
  // A request is answered or given up within two minutes; what it was answered may have to wait for room on the disk.
  leaseMs: 60 * 60 * 1000,
  opensAt: sendingOpensAt,
  nextSubject: nextToSend,
  run: submit,
};

/** How long a request that has left may still be answered when the process is to end. */
const LAST_ANSWER_MS = 3_000;

async function submit(work: ClaimedWork, signal: AbortSignal): Promise<WorkResult> {
  const task = await findTask(database(), work.subjectId);
  if (task === undefined) return undefined;
  if (task.state === "submitting") {
    // An earlier life of the process died after this commit: the request may have left, so it is never sent again.
    await move(task, ["submitting"], "unconfirmed", UNANSWERED);
    return undefined;
  }
  if (task.state !== "pending") return undefined;
  if (task.engine !== env().engine) {
    await move(task, ["pending"], "fail", ENGINE_CHANGED);
    return undefined;
  }
  const toRequest = await requestFor(task);
  if (toRequest === undefined) return undefined;
  signal.throwIfAborted();
  const token = newCallbackToken();
  const start = await startSubmitting(task, token).catch((error: unknown) => undoStart(task, token, error));
  if (start !== "started") return start;

  const { client, callbackBaseUrl } = engine();
  const request = toRequest(callbackBaseUrl === null ? null : callbackUrl(callbackBaseUrl, token));
  const outcome = await withGrace(signal, LAST_ANSWER_MS, (later) => client.createTask(request, later));
  // The vendor's answer comes once: it waits for a database that is full, held or lost, also when others have taken this work over.
  return untilWritten(() => settle(task, outcome, Number(work.payload ?? 0)), workStops());
}

/** Does something that may go on for `graceMs` after `signal` fired. */
async function withGrace<T>(signal: AbortSignal, graceMs: number, work: (later: AbortSignal) => Promise<T>): Promise<T> {
  const later = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const startClock = () => (timer = setTimeout(() => later.abort(), graceMs));
  signal.addEventListener("abort", startClock, { once: true });
  try {
    return await work(later.signal);
  } finally {
    signal.removeEventListener("abort", startClock);
    clearTimeout(timer);
  }
}

/**
 * The createTask body of a task, but for the address to call back; undefined while its recording is not ready or not at the
 * engine, which asks for this work again when it is.
 */
async function requestFor(task: TaskRow): Promise<((callbackUrl: string | null) => CreateTaskRequest) | undefined> {
  if (task.kind === "speech") {
    const input = JSON.parse(task.input_json) as SpeechInput;
    return (address) => toSpeechRequest(input, address);
  }
  const recording = await findRecording(database(), task.recording_id ?? "");
  if (recording?.state === "refused") {
    const problem = JSON.parse(recording.problem_json ?? "{}") as Problem;
    await move(task, ["pending"], "fail", recordingRefused(problem.code, problem.message));
  }
  if (recording?.state !== "ready") return undefined;
  const audioUrl = await linkForEngine(recording);
  if (audioUrl === undefined) {
    await askFor(HAND_OVER_WORK, recording.id);
    return undefined;
  }
  const settings = JSON.parse(task.input_json) as TranscriptionSettings;
  return (address) => toTranscriptionRequest({ ...settings, audioUrl }, address);
}

/** Commits that the task is about to leave, within the vendor's rate; the commit precedes the first byte. */
async function startSubmitting(task: TaskRow, token: string): Promise<"started" | WorkResult> {
  const start = await transactInTurn("sending", async (transaction) => {
    const now = databaseNow();
    const opensAt = await sendingOpensAt(transaction);
    if (opensAt > now) return { againAt: opensAt };
    const moved = await moveTask(transaction, task.id, { from: ["pending"] }, {
      state: "submitting",
      failure: null,
      now,
      submitted_at: now,
      callback_token_hash: hashCallbackToken(token),
    });
    return moved ? ("started" as const) : undefined;
  });
  if (start === "started") announce(task, { state: "submitting" });
  return start;
}

/** When it is not known whether the commit before the first byte was made, it is undone: nothing has left. Throws the error all the same. */
async function undoStart(task: TaskRow, token: string, error: unknown): Promise<never> {
  if (storageProblem(error) === undefined) throw error;
  await untilWritten(
    () =>
      moveTask(database(), task.id, { from: ["submitting", "unconfirmed"], tokenHash: hashCallbackToken(token) }, {
        state: "pending",
        failure: null,
        now: databaseNow(),
        submitted_at: null,
        callback_token_hash: null,
      }),
    workStops(),
  );
  throw error;
}

async function settle(task: TaskRow, outcome: CreateTaskOutcome, earlierTries: number): Promise<WorkResult> {
  const now = databaseNow();
  switch (outcome.outcome) {
    case "accepted": {
      const adopted = await adoptVendorTask(database(), task.id, outcome.vendorTaskId, now);
      if (adopted) announce(task, { state: "waiting", vendorTaskId: outcome.vendorTaskId });
      await askFor(LOOK_WORK, task.id, { runAt: now + lookPauseMs(0) });
      return undefined;
    }
    case "refused":
      await move(task, ["submitting"], "fail", { ...outcome.failure, verdict: "vendor" });
      return undefined;
    case "busy":
      await holdSending(now + Math.min(outcome.retryAfterMs ?? RATE_WINDOW_MS, RATE_WINDOW_MS));
      await move(task, ["submitting"], "pending", { ...outcome.failure, verdict: "ours" });
      return { againAt: now + (outcome.retryAfterMs ?? RATE_WINDOW_MS) };
    case "not-sent": {
      const tries = earlierTries + 1;
      const failure = { ...notSent(outcome.failure.code, outcome.failure.message), vendorMessage: outcome.failure.vendorMessage };
      if (tries >= NOT_SENT_TRIES) {
        await move(task, ["submitting"], "fail", failure);
        return undefined;
      }
      await move(task, ["submitting"], "pending", failure);
      return { againAt: now + retryPauseMs(tries, env().workRetryMs), payload: String(tries) };
    }
    case "unconfirmed":
      await move(task, ["submitting"], "unconfirmed", {
        ...(outcome.failure.vendorMessage === null ? unansweredBecause(outcome.failure.message) : UNANSWERED),
        vendorCode: outcome.failure.vendorCode,
        vendorMessage: outcome.failure.vendorMessage,
      });
      return undefined;
  }
}

async function move(task: TaskRow, from: readonly TaskState[], state: TaskState, failure: TaskFailure): Promise<void> {
  const now = databaseNow();
  await moveAndAnnounce(task, { from }, {
    state,
    failure,
    now,
    completed_at: state === "fail" ? now : null,
    ...(state === "pending" ? { submitted_at: null, callback_token_hash: null } : {}),
  });
}
