import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { forgetEnded } from "@/lib/limits/rate-counters";
import { expire } from "@/lib/retention/expire";
import { sweep } from "@/lib/retention/sweep";
import type { WorkHandler } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

const RETENTION_WORK = "retention";
const EXPIRE = "expire";
const SWEEP = "sweep";
const HOUR_MS = 60 * 60 * 1000;

/** Deletes what has been kept long enough, every hour, and what no row names, every day. */
export const retentionHandler: WorkHandler = {
  kind: RETENTION_WORK,
  concurrency: 1,
  leaseMs: HOUR_MS,
  run: async ({ subjectId }) => {
    const now = databaseNow();
    if (subjectId === SWEEP) {
      await sweep(now);
      return { againAt: now + 24 * HOUR_MS };
    }
    await forgetEnded(database(), now);
    const { more } = await expire(now);
    return { againAt: more ? now : now + HOUR_MS };
  },
};

/** Sees to it that both are done: what is to expire at once, the sweep when the app has had its start. */
export async function scheduleRetention(): Promise<void> {
  const now = databaseNow();
  await enqueueWork(database(), { kind: RETENTION_WORK, subjectId: EXPIRE, runAt: now });
  await enqueueWork(database(), { kind: RETENTION_WORK, subjectId: SWEEP, runAt: now + HOUR_MS });
}
