import "server-only";
import path from "node:path";
import Database from "better-sqlite3";
import { DEFAULT_MIGRATION_TABLE, Kysely, Migrator, sql, type Transaction } from "kysely";
import { migrations } from "@/lib/database/migrations";
import { postgresDialect } from "@/lib/database/postgres-driver";
import { sqliteDialect } from "@/lib/database/sqlite-driver";
import { DATABASE_NEWER } from "@/lib/database/start-problem";
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

/** Whether other instances work on the database too: it is PostgreSQL, and not this process's own file. */
export function isShared(): boolean {
  return env().databaseUrl !== undefined;
}

/** The database is newer than this build; the message says what to do. Known by its code in the other bundles of the process. */
class NewerDatabaseError extends Error {
  readonly code = DATABASE_NEWER;
}

/**
 * Brings the schema up to date; of several instances that start at once one does, while the others wait for
 * it (Kysely's migrator takes a lock of PostgreSQL's). Throws
 * `NewerDatabaseError` when a newer build has been at work on it, else what a migration failed with.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const unknown = (await appliedMigrations(db)).find((name) => !(name in migrations));
  if (unknown !== undefined) {
    throw new NewerDatabaseError(
      `The database is newer than this build: it has the migration ${unknown}. Start the build that made it, or a newer one; or go back to a backup from before the upgrade.`,
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error("The database could not be migrated.");
}

async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** The process's one database. Opened at the first use, never by a build. */
export function database(): Kysely<Tables> {
  return processWide("database", () => {
    const db = openConfigured({ patient: false });
    onShutdown("close", "database", () => db.destroy());
    return db;
  });
}

/** Brings the schema of the process's database up to date, however long it takes. Throws as `migrate` does. */
export async function bringSchemaUpToDate(): Promise<void> {
  const db = openConfigured({ patient: true });
  await migrate(db).finally(() => db.destroy());
}

function openConfigured({ patient }: { patient: boolean }): Kysely<Tables> {
  const { databaseUrl, dataDir } = env();
  return databaseUrl === undefined ? openDatabase(dataDir) : new Kysely<Tables>({ dialect: postgresDialect(databaseUrl, { patient }) });
}
