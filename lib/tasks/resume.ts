import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { listUnfinished } from "@/lib/tasks/list-store";
import { KEEP_WORK, LOOK_WORK, SUBMIT_WORK } from "@/lib/tasks/transitions";
import { enqueueWork } from "@/lib/work/store";

/** Sees to it that every unfinished task has the work that brings it to its end. */
export async function resumeTasks(): Promise<void> {
  const now = databaseNow();
  for (const task of await listUnfinished(database())) {
    const kind =
      task.state === "pending" || task.state === "submitting" ? SUBMIT_WORK : task.state === "keeping" ? KEEP_WORK : LOOK_WORK;
    await enqueueWork(database(), { kind, subjectId: task.id, runAt: now });
  }
}
