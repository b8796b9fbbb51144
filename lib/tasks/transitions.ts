import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { commitTogether } from "@/lib/database/commit-together";
import { database } from "@/lib/database/database";
import { publishChange } from "@/lib/events/bus";
import { log } from "@/lib/log";
import { enqueueWork } from "@/lib/work/store";
import { wakeWork } from "@/lib/work/runner";
import { type MoveGuard, moveTask, type TaskMove, type TaskRow } from "@/lib/tasks/store";

/** The kinds of work that bring a task forward; the subject is the task's id. */
export const SUBMIT_WORK = "submit";
export const LOOK_WORK = "look";
export const KEEP_WORK = "keep";
/** Brings a recording to the vendor's file host; the subject is the recording's id. */
export const HAND_OVER_WORK = "hand-over";

/** Mostly a result is kept before a page could have read that it is being kept: the page is then told once. */
const KEEPING_TOLD_AFTER_MS = 200;

/** Logs a committed transition and tells the pages that show the task, with where the transcript is that came with it. */
export function announce(task: Pick<TaskRow, "id" | "owner_id">, transition: Record<string, unknown>, brought: { transcriptUrl?: string } = {}): void {
  log.info({ taskId: task.id, ...transition }, "task");
  const tell = () => publishChange({ ownerId: task.owner_id, taskId: task.id, ...brought });
  if (transition["state"] === "keeping") setTimeout(tell, KEEPING_TOLD_AFTER_MS).unref();
  else tell();
}

/** Moves a task to another state, if the guard still fits, and announces it. Says whether it did. */
export async function moveAndAnnounce(task: Pick<TaskRow, "id" | "owner_id">, guard: MoveGuard, to: TaskMove): Promise<boolean> {
  const moved = await moveTask(database(), task.id, guard, to);
  if (moved) announce(task, { state: to.state, ...(to.failure === null ? {} : { failure: to.failure.code }) });
  return moved;
}

/** Asks for work on a task or a recording, now or later, and wakes who does it. */
export async function askFor(kind: string, subjectId: string, { runAt = databaseNow(), payload }: { runAt?: number; payload?: string } = {}): Promise<void> {
  await commitTogether((transaction) => enqueueWork(transaction, { kind, subjectId, runAt, ...(payload === undefined ? {} : { payload }) }));
  wakeWork(kind);
}
