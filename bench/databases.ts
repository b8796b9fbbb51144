import { mkdirSync } from "node:fs";
import path from "node:path";
import SQLite from "better-sqlite3";
import { Kysely } from "kysely";
import pg from "pg";
import { openDatabase } from "@/lib/database/database";
import { postgresDialect } from "@/lib/database/postgres-driver";
import type { Tables } from "@/lib/database/tables";
import type { PostgresServer } from "@/scripts/services/postgres.mjs";

const COMMITS_FOR_MS = 3_000;
const AT_ONCE = 32;

/** What an app is told of where its rows are. */
export type Where = { readonly DATA_DIR: string; readonly DATABASE_URL?: string };

/** Opens it beside the app, without limits on time. The caller closes it. */
export function openAt({ DATA_DIR: dataDir, DATABASE_URL: url }: Where): Kysely<Tables> {
  if (url !== undefined) return new Kysely<Tables>({ dialect: postgresDialect(url, { patient: true }) });
  mkdirSync(dataDir, { recursive: true });
  return openDatabase(dataDir);
}

/** A new database on a server; gives what instances are told to use it, but for their own folders. */
export async function newDatabase(postgres: PostgresServer, name: string): Promise<{ DATABASE_URL: string; SESSION_SECRET: string }> {
  const client = new pg.Client({ connectionString: postgres.url() });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return { DATABASE_URL: postgres.url(name), SESSION_SECRET: "a secret that all instances know, of 32 characters" };
}

/** How many rows SQLite commits in a second, one after the other, as durable as the app's are. */
export function sqliteCommitRate(folder: string): number {
  const database = new SQLite(path.join(folder, "commits.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table row (id integer primary key, text text)");
  const insert = database.prepare("insert into row (text) values (?)");
  const startedAt = performance.now();
  let commits = 0;
  for (; performance.now() - startedAt < COMMITS_FOR_MS; commits += 1) insert.run("x".repeat(100));
  database.close();
  return (commits * 1000) / (performance.now() - startedAt);
}

/** How many rows PostgreSQL commits in a second for 32 clients, each one after the other. */
export async function postgresCommitRate(postgres: PostgresServer): Promise<number> {
  const { DATABASE_URL: connectionString } = await newDatabase(postgres, "commits");
  const clients = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query("create table row (id bigserial primary key, text text)");
  const startedAt = performance.now();
  let commits = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() - startedAt < COMMITS_FOR_MS; commits += 1) await client.query({ name: "insert", text: "insert into row (text) values ($1)", values: ["x".repeat(100)] });
    }),
  );
  const rate = (commits * 1000) / (performance.now() - startedAt);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}
