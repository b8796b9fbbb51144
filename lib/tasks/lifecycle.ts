import type { RecordState } from "@/lib/kie/record";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";

const RANK: Readonly<Record<TaskState, number>> = {
  pending: 0,
  submitting: 1,
  unconfirmed: 2,
  waiting: 3,
  queuing: 4,
  generating: 5,
  keeping: 6,
  success: 7,
  fail: 7,
  cancelled: 7,
};

/**
 * The state that a record leads to, or undefined when it changes nothing. Forward only: a record that goes back, or
 * one that comes after the vendor's verdict, is ignored. What we concluded ourselves (unconfirmed, lost, timed out, a
 * result that could not be kept) yields to the vendor's word.
 */
export function nextState(
  task: { readonly state: TaskState; readonly failure: Pick<TaskFailure, "verdict"> | null },
  record: RecordState,
): TaskState | undefined {
  if (task.state === "success" || task.state === "cancelled") return undefined;
  if (task.state === "fail" && task.failure?.verdict !== "ours") return undefined;
  if (record === "success") return task.state === "keeping" ? undefined : "keeping";
  if (record === "fail") return task.state === "keeping" ? undefined : "fail";
  if (record === "unknown" || RANK[record] <= RANK[task.state]) return undefined;
  return record;
}

/** A task that the vendor says it does not know is given up after this much of the vendor saying so. */
export const ABSENCE_GRACE_MS = 90_000;

/** A task that has not ended after this is given up; a later success still counts. */
export const TASK_TIMEOUT_MS = 24 * 60 * 60 * 1000;

/** How long after an unanswered createTask its owner may decide to send it again. */
export const UNCONFIRMED_RETRY_MS = 10 * 60 * 1000;

export interface Absence {
  /** When the vendor last answered that it does not know the task; null when its last answer was another. */
  readonly absentAt: number | null;
  /** For how long it has been answering so. */
  readonly absentMs: number;
}

export const PRESENT: Absence = { absentAt: null, absentMs: 0 };

/** What lies between two looks at a task of some minutes; a longer time is a clock that was set, or a process that was down. */
export const ABSENCE_STEP_MS = 20_000;

/**
 * Counts one more "unknown task". Only time between two such answers counts, and of each such time no more than
 * `ABSENCE_STEP_MS`, so that neither an outage nor a change of the clock uses up the grace.
 */
export function countAbsence(absence: Absence, now: number): Absence {
  const elapsed = absence.absentAt === null ? 0 : Math.min(Math.max(0, now - absence.absentAt), ABSENCE_STEP_MS);
  return { absentAt: now, absentMs: absence.absentMs + elapsed };
}

/** The pause before the next look at a task of this age: every few seconds at first, then less and less often. */
export function lookPauseMs(ageMs: number): number {
  if (ageMs < 30_000) return 2_500;
  if (ageMs < 120_000) return 7_000;
  if (ageMs < 3_600_000) return 20_000;
  return 60_000;
}

/** The pause before attempt `attempt + 1`, doubling from `baseMs` up to a minute. */
export function retryPauseMs(attempt: number, baseMs: number): number {
  return Math.min(baseMs * 2 ** Math.max(0, attempt - 1), 60_000);
}

/** What can be done with a task now. */
export interface TaskChoices {
  readonly canCancel: boolean;
  /** Look again whether the vendor has finished it after all. */
  readonly canCheckAgain: boolean;
  /** Send it once more; `mayChargeAgain` when the first may have been charged. */
  readonly canRetry: boolean;
  readonly mayChargeAgain: boolean;
}

/** The choices that an owner has in this state. */
export function choicesFor(
  task: {
    readonly state: TaskState;
    readonly stateSince: number;
    readonly hasVendorTask: boolean;
    readonly failure: Pick<TaskFailure, "verdict"> | null;
  },
  now: number,
): TaskChoices {
  const concludedByUs = task.state === "fail" && task.failure?.verdict === "ours";
  const unconfirmedLongEnough = task.state === "unconfirmed" && now - task.stateSince >= UNCONFIRMED_RETRY_MS;
  return {
    canCancel: task.state === "pending",
    canCheckAgain: (concludedByUs || task.state === "unconfirmed") && task.hasVendorTask,
    canRetry: unconfirmedLongEnough || task.state === "fail" || task.state === "cancelled",
    mayChargeAgain: task.state === "unconfirmed" || (concludedByUs && task.hasVendorTask),
  };
}
