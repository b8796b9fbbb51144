import "server-only";
import path from "node:path";
import Database from "better-sqlite3";
import { Kysely, Migrator, type Transaction } from "kysely";
import { migrations } from "@/lib/database/migrations";
import { sqliteDialect } from "@/lib/database/sqlite-driver";
import type { Tables } from "@/lib/database/tables";
import { env } from "@/lib/env";
import { onShutdown, processWide } from "@/lib/lifetime";

/** Where a query runs: the database itself, or a transaction that is open. */
export type Queryable = Kysely<Tables> | Transaction<Tables>;

/** How long a query waits for another program that holds the database. */
const BUSY_WAIT_MS = 10_000;

/** Opens the SQLite database in `directory` (or `:memory:`), durable at every commit. */
export function openDatabase(directory: string, { waitMs = BUSY_WAIT_MS }: { waitMs?: number } = {}): Kysely<Tables> {
  const file = directory === ":memory:" ? directory : path.join(/* turbopackIgnore: true */ directory, "soundcheck.sqlite");
  const sqlite = new Database(file);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("busy_timeout = 0");
  return new Kysely<Tables>({ dialect: sqliteDialect(sqlite, { waitMs }) });
}

/** Brings the schema up to date. Throws when the database is newer than this build or a migration fails. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error("The database could not be migrated.");
}

/** The process's one database. Opened at the first use, never by a build. */
export function database(): Kysely<Tables> {
  return processWide("database", () => {
    const db = openDatabase(env().dataDir);
    onShutdown("close", "database", () => db.destroy());
    return db;
  });
}
