import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";

/** A database that is a test's own. */
export interface TestDatabase {
  /** The settings by which the app finds it. */
  readonly settings: { readonly DATA_DIR: string; readonly DATABASE_URL?: string; readonly SESSION_SECRET?: string };
  /** Removes it, when nothing uses it any more. */
  readonly remove: () => Promise<void>;
}

/** The PostgreSQL server that the tests run on; undefined where they run on SQLite. */
export const testServer = process.env["TEST_POSTGRES_URL"];

/** Whether the tests run on PostgreSQL: what is about the SQLite file alone is left out then. */
export const testsOnPostgres = testServer !== undefined;

/** The database of which each test's is a copy: migrated once for a whole run. */
const TEMPLATE = "soundcheck_template";

/**
 * For tests only: an empty database with its schema: SQLite in a folder of its own, or, where TEST_POSTGRES_URL names a server, a PostgreSQL
 * database of its own there. The one place that knows on which of them the tests run.
 */
export async function newTestDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "soundcheck-test-"));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  const server = testServer;
  if (server === undefined) return { settings: { DATA_DIR: dataDir }, remove: removeFolder };
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${TEMPLATE}`);
  return {
    settings: { DATA_DIR: dataDir, DATABASE_URL: addressOf(server, name), SESSION_SECRET: "the secret of the tests, made by hand" },
    remove: async () => {
      await onServer(server, `drop database ${name} with (force)`);
      await removeFolder();
    },
  };
}

/** For tests only: makes the empty template on the server, once before any `newTestDatabase`. Gives its address, to be migrated. */
export async function makeTemplate(server: string): Promise<string> {
  await onServer(server, `drop database if exists ${TEMPLATE}`);
  await onServer(server, `create database ${TEMPLATE}`);
  return addressOf(server, TEMPLATE);
}

function addressOf(server: string, database: string): string {
  const address = new URL(server);
  address.pathname = `/${database}`;
  return address.href;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
