import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { transact } from "@/lib/database/transact";
import { onShutdown } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { watchClock } from "@/lib/work/clock-watch";

/**
 * Keeps what is counted from a task's times right when the clock is set: the ten minutes before an unanswered task may be sent
 * again never become shorter, nor the day after which a task is given up, and neither is waited for much longer.
 */
export async function followClock(): Promise<void> {
  await moveTimes(0);
  const stop = watchClock((jumpMs) => {
    moveTimes(jumpMs).catch((error: unknown) => log.error({ err: error }, "times could not follow the clock"));
  });
  onShutdown("stop", "clock of tasks", stop);
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
