/** The states of a task, in the order in which it may go through them; the vendor's own are waiting to generating. */
export const TASK_STATES = [
  "pending",
  "submitting",
  "unconfirmed",
  "waiting",
  "queuing",
  "generating",
  "keeping",
  "success",
  "fail",
  "cancelled",
] as const;

export type TaskState = (typeof TASK_STATES)[number];

/** States in which nothing more is expected to happen by itself. `unconfirmed` and some fails may still turn. */
export const RESTING_STATES = ["unconfirmed", "success", "fail", "cancelled"] as const satisfies readonly TaskState[];

/** States of a task that is on its way. */
export const UNFINISHED_STATES: readonly TaskState[] = TASK_STATES.filter((state) => !RESTING_STATES.some((resting) => resting === state));

/** Whether the task is on its way. */
export function isUnfinished(state: TaskState): boolean {
  return UNFINISHED_STATES.includes(state);
}

/** Whether a page should listen for changes: an unconfirmed task, too, arrives by itself when the vendor calls back. */
export function mayChangeByItself(state: TaskState): boolean {
  return state === "unconfirmed" || isUnfinished(state);
}

/** Why a task did not succeed, as its owner is told. */
export interface TaskFailure {
  /** Stable and machine-readable. */
  readonly code: string;
  /** What happened and what to do. */
  readonly message: string;
  /** The vendor's number for it, where it gave one. */
  readonly vendorCode: number | null;
  /** The vendor's own words. */
  readonly vendorMessage: string | null;
  /** The vendor said it (final), or we concluded it (a later success still counts). */
  readonly verdict: "vendor" | "ours";
}
