import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { metrics } from "@/lib/metrics/metrics";
import { UNFINISHED_STATES } from "@/lib/tasks/states";

/** Counts the tasks by state, for the operators' figures. */
export async function measureTasks(): Promise<void> {
  const { tasks, oldestUnfinished } = metrics();
  const rows = await database()
    .selectFrom("task")
    .select((eb) => ["state", eb.fn.countAll<number | string>().as("count"), eb.fn.min<number | string>("created_at").as("oldest_at")])
    .groupBy("state")
    .execute();
  tasks.reset();
  for (const { state, count } of rows) tasks.set({ state }, Number(count));
  const oldest = Math.min(...rows.filter(({ state }) => UNFINISHED_STATES.includes(state)).map(({ oldest_at }) => Number(oldest_at)));
  oldestUnfinished.set(Number.isFinite(oldest) ? Math.max(databaseNow() - oldest, 0) / 1000 : 0);
}
