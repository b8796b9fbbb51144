import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { commitTogether } from "@/lib/database/commit-together";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import type { QueryTaskOutcome } from "@/lib/kie/outcomes";
import { failureFromRecord } from "@/lib/kie/codes";
import type { VendorRecord } from "@/lib/kie/record";
import { log } from "@/lib/log";
import { hashCallbackToken, tokenOfCallbackUrl } from "@/lib/tasks/callback-token";
import { splitCandidates } from "@/lib/tasks/candidates";
import { engine } from "@/lib/tasks/engine";
import { ENGINE_CHANGED, LOST, NO_OUTPUT, TIMED_OUT } from "@/lib/tasks/failures";
import { ABSENCE_GRACE_MS, countAbsence, lookPauseMs, nextState, PRESENT, retryPauseMs, TASK_TIMEOUT_MS } from "@/lib/tasks/lifecycle";
import { isUnfinished, type TaskFailure } from "@/lib/tasks/states";
import { adoptVendorTask, failureOf, findTask, moveTask, noteAbsence, type TaskMove, type TaskRow } from "@/lib/tasks/store";
import { announce, KEEP_WORK, LOOK_WORK } from "@/lib/tasks/transitions";
import { wakeWork, type WorkHandler, type WorkResult } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/** Looks at the vendor's record of sent tasks, when a callback hints at news and from time to time. */
export const lookHandler: WorkHandler = {
  kind: LOOK_WORK,
  concurrency: 8,
  leaseMs: 120_000,
  run: (work, signal) => look(work.subjectId, { candidates: work.payload, attempt: work.attempts, signal }),
};

/** How often a hint at a task that nothing else looks at is followed: for about half an hour. */
const HINT_TRIES = 30;

/**
 * Reads the vendor's record of a task and believes it. `candidates` are the vendor ids that callbacks named for a task whose own
 * answer never came, as `joinCandidates` gives them: one counts only when the record under it has this task's callback address.
 */
export async function look(
  taskId: string,
  { candidates = null, attempt = 1, signal }: { candidates?: string | null; attempt?: number; signal?: AbortSignal } = {},
): Promise<WorkResult> {
  const task = await findTask(database(), taskId);
  if (task === undefined || !mayStillChange(task)) return undefined;
  const { vendor_task_id: vendorTaskId } = task;
  if (task.engine !== env().engine) {
    if (isUnfinished(task.state) && vendorTaskId !== null) await conclude(task, ENGINE_CHANGED);
    return undefined;
  }
  if (vendorTaskId === null) return adoptOneOf(task, splitCandidates(candidates), attempt, signal);
  return observe(task, await engine().client.queryTask(vendorTaskId, signal), attempt);
}

/** Brings a task to where the vendor says it is: idempotent, and forward only. */
async function observe(task: TaskRow, outcome: QueryTaskOutcome, attempt: number): Promise<WorkResult> {
  const now = databaseNow();
  const ageMs = now - (task.submitted_at ?? task.created_at);
  if (outcome.outcome === "record") {
    const settled = await believe(task, outcome.record);
    if (settled) return undefined;
  }
  if (!isUnfinished(task.state)) {
    // Only a callback or a person asks about a task at rest, and a callback that was answered does not come again.
    return outcome.outcome === "record" ? undefined : followAgain(attempt);
  }
  if (outcome.outcome === "absent") {
    const absence = countAbsence({ absentAt: task.absent_at, absentMs: task.absent_ms }, now);
    if (absence.absentMs >= ABSENCE_GRACE_MS) {
      await conclude(task, { ...LOST, vendorCode: outcome.failure.vendorCode, vendorMessage: outcome.failure.vendorMessage });
      return undefined;
    }
    await noteAbsence(database(), task.id, absence);
  } else {
    const absentMs = outcome.outcome === "record" ? PRESENT.absentMs : task.absent_ms;
    if (task.absent_at !== null || task.absent_ms !== absentMs) await noteAbsence(database(), task.id, { absentAt: null, absentMs });
    if (outcome.outcome !== "record") log.warn({ taskId: task.id, failure: outcome.failure.code }, "record not read");
  }
  if (ageMs >= TASK_TIMEOUT_MS) {
    await conclude(task, TIMED_OUT);
    return undefined;
  }
  return { againAt: now + lookPauseMs(ageMs) };
}

function followAgain(attempt: number): WorkResult {
  return attempt >= HINT_TRIES ? undefined : { againAt: databaseNow() + retryPauseMs(attempt, env().workRetryMs) };
}

/** Looks for this task under the ids that callbacks named; those that could not be read yet are tried again. */
async function adoptOneOf(task: TaskRow, candidates: readonly string[], attempt: number, signal: AbortSignal | undefined): Promise<WorkResult> {
  let anyUnread = false;
  for (const vendorTaskId of candidates) {
    const outcome = await engine().client.queryTask(vendorTaskId, signal);
    if (outcome.outcome !== "record") {
      anyUnread = true;
    } else if (isRecordOf(task, outcome.record)) {
      if (await adoptVendorTask(database(), task.id, vendorTaskId, databaseNow())) {
        announce(task, { state: "waiting", vendorTaskId, adopted: true });
      }
      return { againAt: databaseNow() };
    } else {
      log.warn({ taskId: task.id }, "a callback named a task that is not ours");
    }
  }
  return anyUnread ? followAgain(attempt) : undefined;
}

function isRecordOf(task: TaskRow, record: VendorRecord): boolean {
  const token = tokenOfCallbackUrl(record.param?.callbackUrl ?? "");
  return token !== undefined && hashCallbackToken(token) === task.callback_token_hash;
}

/** Moves the task to where the record says. True when there is nothing more to look for. */
async function believe(task: TaskRow, record: VendorRecord): Promise<boolean> {
  const failure = failureOf(task);
  const state = nextState({ state: task.state, failure }, record.state);
  if (state === undefined) return record.state === "success" || record.state === "fail";
  const now = databaseNow();
  const credits = record.creditsConsumed === null ? {} : { credits_consumed: record.creditsConsumed };
  if (state === "keeping" && record.result.kind !== "present") {
    // The same conclusion once more is no news: callbacks that repeat do not end a task anew.
    if (failure?.code === NO_OUTPUT.code) return true;
    return moveAndTell(task, { state: "fail", failure: NO_OUTPUT, now, completed_at: now, ...credits });
  }
  const moved = await moveAndTell(task, {
    state,
    failure: state === "fail" ? { ...failureFromRecord(record.failCode, record.failMessage), verdict: "vendor" } : null,
    now,
    completed_at: state === "fail" ? (record.completedAtMs ?? now) : null,
    ...(record.result.kind === "present" ? { result_json: JSON.stringify(record.result.value) } : {}),
    ...credits,
  });
  return moved && (state === "keeping" || state === "fail");
}

/** Ends a task by our own conclusion, unless it changed meanwhile. */
async function conclude(task: TaskRow, failure: TaskFailure): Promise<void> {
  const now = databaseNow();
  await moveAndTell(task, { state: "fail", failure, now, completed_at: now });
}

/** Moves a task, together with the work that its new state asks for, unless it changed meanwhile. */
async function moveAndTell(task: TaskRow, to: TaskMove): Promise<boolean> {
  const moved = await commitTogether(async (transaction) => {
    const done = await moveTask(transaction, task.id, { version: task.version }, to);
    if (done && to.state === "keeping") await enqueueWork(transaction, { kind: KEEP_WORK, subjectId: task.id, runAt: to.now });
    return done;
  });
  if (moved && to.state === "keeping") wakeWork(KEEP_WORK);
  if (moved) announce(task, { state: to.state, ...(to.failure === null ? {} : { failure: to.failure.code }) });
  return moved;
}

/** Whether a record could still change it: what a success does not change, nothing does. */
function mayStillChange(task: TaskRow): boolean {
  return nextState({ state: task.state, failure: failureOf(task) }, "success") !== undefined;
}
