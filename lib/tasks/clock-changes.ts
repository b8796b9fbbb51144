import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database, isShared } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { addPoints } from "@/lib/limits/rate-counters";
import { onShutdown, processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { watchClock } from "@/lib/work/clock-watch";

/** The instances measure the clock every five seconds, each in its turn. */
const SAME_JUMP_MS = 15_000;

/**
 * Keeps what is counted from a task's times right when the clock is set: the ten minutes before an unanswered task may be sent
 * again never become shorter, nor the day after which a task is given up, and neither is waited for much longer.
 */
export async function followClock(): Promise<void> {
  await moveTimes(0);
  const stop = watchClock((jumpMs) => {
    const move = jumpMs > 0 && isShared() ? moveTimesOnce(jumpMs) : moveTimes(jumpMs);
    moving().last = move.catch((error: unknown) => log.error({ err: error }, "times could not follow the clock"));
  });
  onShutdown("stop", "clock of tasks", stop);
  onShutdown("finish", "clock of tasks", timesMoved);
}

const moving = () => processWide("clock of tasks", () => ({ last: Promise.resolve() }));

/** Resolves when the times have followed the last change of the clock. */
export function timesMoved(): Promise<void> {
  return moving().last;
}

/** All instances see the database's clock being set on, and the first to say so moves the times: they would be moved once for each. */
async function moveTimesOnce(jumpMs: number): Promise<void> {
  const { points } = await addPoints(database(), { id: "clock set on", windowMs: SAME_JUMP_MS }, 1, databaseNow());
  if (points === 1) await moveTimes(jumpMs);
}

/** Moves times on with a clock that was set on by `jumpMs`, and brings those that lie ahead of a clock that was set back to now. */
async function moveTimes(jumpMs: number): Promise<void> {
  const now = databaseNow();
  const on = Math.max(jumpMs, 0);
  const latest = now - on;
  await transact(async (transaction) => {
    await transaction
      .updateTable("task")
      .set((eb) => ({ state_since: eb.case().when("state_since", ">", latest).then(now).else(eb("state_since", "+", on)).end() }))
      .where("state", "=", "unconfirmed")
      .where((eb) => (on > 0 ? eb.lit(true) : eb("state_since", ">", now)))
      .execute();
    await transaction
      .updateTable("task")
      .set((eb) => ({ submitted_at: eb.case().when("submitted_at", ">", latest).then(now).else(eb("submitted_at", "+", on)).end() }))
      .where("state", "in", ["submitting", "waiting", "queuing", "generating"])
      .where("submitted_at", "is not", null)
      .where((eb) => (on > 0 ? eb.lit(true) : eb("submitted_at", ">", now)))
      .execute();
  });
}
