import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { AppError } from "@/lib/http/app-error";
import { databaseGone, storageProblem } from "@/lib/http/storage-problem";
import { isLinked } from "@/lib/instances/link";
import { addPoints } from "@/lib/limits/rate-counters";

/** An answer that comes later than this is no use to who asks after the app's health. */
const PATIENCE_MS = 2_000;
/** Any time will do: what is counted is read by nobody. */
const COUNT_MS = 60_000;

/** What is wrong with the database, found out by writing to it; undefined when nothing is. */
export async function databaseHealth(): Promise<AppError | undefined> {
  const late = new AbortController();
  try {
    return await Promise.race([probe(), pause(PATIENCE_MS, undefined, { signal: late.signal }).then(busy)]);
  } finally {
    late.abort();
  }
}

async function probe(): Promise<AppError | undefined> {
  try {
    await addPoints(database(), { id: "health", windowMs: COUNT_MS }, 1, databaseNow());
    return isLinked() ? undefined : databaseGone();
  } catch (error) {
    return storageProblem(error) ?? new AppError(503, { code: "database_unusable", message: "The database of this server cannot be used." }, error);
  }
}

function busy(): AppError {
  if (!isLinked()) return databaseGone();
  return new AppError(503, { code: "database_busy", message: "The database does not answer in time: another program holds it, perhaps a backup." });
}
