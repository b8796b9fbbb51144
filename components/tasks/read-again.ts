import type { QueryClient } from "@tanstack/react-query";
import { TASKS_KEY, taskQuery, transcriptQuery } from "@/lib/tasks/queries";
import type { Change } from "@/lib/tasks/schema";

/** The pages' readings under way; true when something changed since they began. */
const readings = new WeakMap<QueryClient, { changed: boolean }>();

/**
 * Reads what is shown of tasks again. Changes that come while it reads make it read once more, however many they are; and an older
 * page that somebody asked for is not given up for it.
 */
export async function readTasksAgain(client: QueryClient): Promise<void> {
  const present = readings.get(client);
  if (present !== undefined) {
    present.changed = true;
    return;
  }
  const reading = { changed: true };
  readings.set(client, reading);
  while (reading.changed) {
    // What others are reading may be of the time before the change.
    reading.changed = client.isFetching({ queryKey: TASKS_KEY }) > 0;
    await client.invalidateQueries({ queryKey: TASKS_KEY }, { cancelRefetch: false });
  }
  readings.delete(client);
}

/** Begins to read a transcript that a change brought, if its task is shown, beside the task itself. */
export function readAhead(client: QueryClient, change: Change): void {
  if (!("taskId" in change) || change.transcriptUrl === undefined) return;
  const shown = client.getQueryCache().find({ queryKey: taskQuery(change.taskId).queryKey, exact: true });
  // Whether it could be had, who shows it finds out.
  if (shown?.isActive() === true) client.query(transcriptQuery(change.transcriptUrl)).catch(() => undefined);
}
