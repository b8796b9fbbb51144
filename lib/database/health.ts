import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { database } from "@/lib/database/database";
import { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";

/** An answer that comes later than this is no use to who asks after the app's health. */
const PATIENCE_MS = 2_000;

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
    // Writes the first page again, as it is.
    await database()
      .transaction()
      .execute((transaction) => sql`pragma user_version = 0`.execute(transaction));
    return undefined;
  } catch (error) {
    return storageProblem(error) ?? new AppError(503, { code: "database_unusable", message: "The database of this server cannot be used." }, error);
  }
}

function busy(): AppError {
  return new AppError(503, { code: "database_busy", message: "The database does not answer in time: another program holds it, perhaps a backup." });
}
