import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { migrate, openDatabase } from "./database";
import type { Tables } from "./tables";

let directory: string;
let db: Kysely<Tables>;
let other: Database.Database;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "soundcheck-database-"));
  db = openDatabase(directory);
  await migrate(db);
  other = new Database(path.join(directory, "soundcheck.sqlite"), { timeout: 0 });
});
afterEach(async () => {
  other.close();
  await db.destroy();
  await rm(directory, { recursive: true, force: true });
});

const insert = (on: Kysely<Tables>, voice: string) => on.insertInto("favourite_voice").values({ owner_id: "owner", voice, created_at: 0 }).execute();
const voices = async () => (await db.selectFrom("favourite_voice").select("voice").orderBy("voice").execute()).map(({ voice }) => voice);
/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  return (await Promise.race([promise.then(() => "settled", () => "settled"), Promise.resolve(pending)])) !== pending;
}

describe("while another program holds the database", () => {
  it("writes wait without holding up anything else, and are done when it lets go", async () => {
    await insert(db, "before");
    other.exec("begin immediate");
    const statement = insert(db, "statement");
    const transactions = ["a", "b"].map((voice) =>
      db.transaction().execute(async (transaction) => {
        await insert(transaction, voice);
        await insert(transaction, `${voice}${voice}`);
      }),
    );
    // Reading, and everything else of the process, goes on.
    for (let turn = 0; turn < 20; turn += 1) {
      expect(await voices()).toEqual(["before"]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await isSettled(statement)).toBe(false);
    other.exec("commit");
    await Promise.all([statement, ...transactions]);
    expect(await voices()).toEqual(["a", "aa", "b", "bb", "before", "statement"]);
  });

  it("a write that has waited long enough fails with a sentence, and leaves nothing behind", async () => {
    const impatient = openDatabase(directory, { waitMs: 50 });
    other.exec("begin immediate");
    const busy = { code: "database_busy", status: 503, message: expect.stringMatching(/^The database is busy/) as unknown };
    expect(await problemOf(insert(impatient, "a"))).toMatchObject(busy);
    expect(await problemOf(impatient.transaction().execute((transaction) => insert(transaction, "b")))).toMatchObject(busy);
    other.exec("commit");
    await impatient.transaction().execute((transaction) => insert(transaction, "c"));
    expect(await voices()).toEqual(["c"]);
    await impatient.destroy();
  });

  it("a reader is no reason to wait, however long it reads", async () => {
    await insert(db, "a");
    other.exec("begin");
    expect(other.prepare("select count(*) as count from favourite_voice").get()).toEqual({ count: 1 });
    await insert(db, "b");
    expect(other.prepare("select count(*) as count from favourite_voice").get()).toEqual({ count: 1 });
    other.exec("commit");
  });
});

describe("transactions", () => {
  it("never mix, with each other or with what is outside, and none of many waits for ever", async () => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        if (index % 5 === 0) {
          await insert(db, `outside ${index}`);
          return;
        }
        const failed = db.transaction().execute(async (transaction) => {
          await insert(transaction, `inside ${index}`);
          await new Promise((resolve) => setImmediate(resolve));
          expect(await transaction.selectFrom("favourite_voice").select("voice").where("voice", "=", `inside ${index}`).execute()).toHaveLength(1);
          if (index % 2 === 1) throw new Error("undone");
        });
        if (index % 2 === 1) await expect(failed).rejects.toThrow("undone");
        else await failed;
      }),
    );
    const expected = Array.from({ length: 50 }, (_, index) => (index % 5 === 0 ? `outside ${index}` : index % 2 === 0 ? `inside ${index}` : ""));
    expect(await voices()).toEqual(expected.filter((voice) => voice !== "").toSorted());
  });

  it("whose constraint fails leave the connection to the next", async () => {
    await insert(db, "a");
    await expect(db.transaction().execute((transaction) => insert(transaction, "a"))).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
    await insert(db, "b");
    expect(await voices()).toEqual(["a", "b"]);
  });
});

/** What people are told of why a query failed. */
async function problemOf(query: Promise<unknown>): Promise<AppError | undefined> {
  try {
    await query;
  } catch (error) {
    return storageProblem(error);
  }
  throw new Error("It did not fail.");
}

const LONG = "x".repeat(5000);

describe("a database that cannot be written", () => {
  it("says that the disk is full, keeps what it has, takes nothing by half, and goes on when there is space", async () => {
    await insert(db, "before");
    const pages = (other.pragma("page_count", { simple: true }) as number) + 20;
    await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db);
    const fill = () =>
      db.transaction().execute(async (transaction) => {
        for (let index = 0; index < 100; index += 1) await insert(transaction, `${index} ${LONG}`);
      });
    const full = { code: "disk_full", status: 507, message: expect.stringMatching(/^The disk of this server is full/) as unknown };
    expect(await problemOf(fill())).toMatchObject(full);
    expect(await problemOf(insert(db, LONG.repeat(30)))).toMatchObject(full);
    expect(await voices()).toEqual(["before"]);
    await sql`pragma max_page_count = 1000000`.execute(db);
    await fill();
    expect(await voices()).toHaveLength(101);
  });

  it("does nothing more in a transaction that SQLite has undone", async () => {
    await sql`pragma max_page_count = ${sql.lit((other.pragma("page_count", { simple: true }) as number) + 5)}`.execute(db);
    await expect(
      db.transaction().execute(async (transaction) => {
        await insert(transaction, LONG.repeat(30)).catch(() => undefined);
        await insert(transaction, "afterwards");
      }),
    ).rejects.toThrow();
    expect(await voices()).toEqual([]);
  });

  it("says that it is read-only, and still reads", async () => {
    await insert(db, "before");
    await sql`pragma query_only = on`.execute(db);
    const readOnly = { code: "data_read_only", status: 503, message: expect.stringMatching(/cannot write to its data directory/) as unknown };
    expect(await problemOf(insert(db, "a"))).toMatchObject(readOnly);
    expect(await problemOf(db.transaction().execute((transaction) => insert(transaction, "b")))).toMatchObject(readOnly);
    expect(await voices()).toEqual(["before"]);
    await sql`pragma query_only = off`.execute(db);
    await insert(db, "after");
    expect(await voices()).toEqual(["after", "before"]);
  });
});
