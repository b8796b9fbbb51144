import "server-only";
import { database } from "@/lib/database/database";
import { SETTLED_WORK } from "@/lib/recordings/arrival";
import { listWaitingFor } from "@/lib/tasks/list-store";
import { askFor, SUBMIT_WORK } from "@/lib/tasks/transitions";
import type { WorkHandler } from "@/lib/work/runner";

/** Has the tasks that wait for a recording go on, now that it is ready or refused. */
export const recordingSettledHandler: WorkHandler = {
  kind: SETTLED_WORK,
  concurrency: 2,
  leaseMs: 60_000,
  run: async ({ subjectId }) => {
    for (const task of await listWaitingFor(database(), subjectId)) await askFor(SUBMIT_WORK, task.id);
    return undefined;
  },
};
