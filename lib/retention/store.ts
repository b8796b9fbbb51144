import "server-only";
import type { Queryable } from "@/lib/database/database";
import type { RecordingRow } from "@/lib/recordings/store";
import { RESTING_STATES } from "@/lib/tasks/states";
import type { TaskRow } from "@/lib/tasks/store";

/** At most `limit` of the takes that were made, and came to rest, before `before`. Samples of voices are nobody's, and stay. */
export async function listExpiredTasks(db: Queryable, before: number, limit: number): Promise<TaskRow[]> {
  return db
    .selectFrom("task")
    .selectAll()
    .where("state", "in", [...RESTING_STATES])
    .where("created_at", "<", before)
    .where("state_since", "<", before)
    .where("purpose", "=", "take")
    .limit(limit)
    .execute();
}

/** Recordings in one of these states that were begun before `before`, with whether a task uses them. */
export async function listOldRecordings(
  db: Queryable,
  states: readonly RecordingRow["state"][],
  before: number,
): Promise<(RecordingRow & { used: boolean })[]> {
  const rows = await db
    .selectFrom("recording")
    .selectAll()
    .select((eb) => eb.exists(eb.selectFrom("task").select("task.id").whereRef("task.recording_id", "=", "recording.id")).as("used"))
    .where("created_at", "<", before)
    .where("state", "in", [...states])
    .execute();
  return rows.map((row) => ({ ...row, used: Boolean(row.used) }));
}
