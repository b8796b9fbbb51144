import "server-only";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { refuse } from "@/lib/recordings/arrival";
import { removeRecording } from "@/lib/recordings/remove";
import { listExpiredTasks, listOldRecordings } from "@/lib/retention/store";
import { arrivals } from "@/lib/storage/arrivals";
import { removeTask } from "@/lib/tasks/remove";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long an upload may stand still, or a refused file be shown. */
const ABANDONED_AFTER_MS = DAY_MS;
const TASKS_PER_RUN = 500;

/**
 * Deletes what is older than this instance keeps it, and what nobody came back to: uploads that stand still and refused
 * recordings. Says whether there is more to delete.
 */
export async function expire(now: number): Promise<{ more: boolean }> {
  await expireAbandoned(now - ABANDONED_AFTER_MS);
  const { retentionDays } = env();
  if (retentionDays === undefined) return { more: false };
  const before = now - retentionDays * DAY_MS;
  const tasks = await listExpiredTasks(database(), before, TASKS_PER_RUN);
  for (const task of tasks) await removeTask(task);
  for (const recording of await listOldRecordings(database(), ["ready"], before)) {
    if (!recording.used) await removeRecording(recording);
  }
  return { more: tasks.length === TASKS_PER_RUN };
}

async function expireAbandoned(before: number): Promise<void> {
  for (const recording of await listOldRecordings(database(), ["arriving", "refused"], before)) {
    const standsStill = ((await arrivals().lastArrivalAt(recording.id)) ?? 0) < before;
    if (!standsStill) continue;
    if (!recording.used) await removeRecording(recording);
    else if (recording.state === "arriving" && recording.origin !== "url") {
      // Tasks wait for it, and would do so for ever.
      await refuse(recording, {
        code: "upload_abandoned",
        message: "This recording was not uploaded to its end within a day of its last byte, and what had come was deleted. Choose the file again.",
      });
      await arrivals().remove(recording.id);
    }
  }
}
