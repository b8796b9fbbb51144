import pg from "pg";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { sql } from "kysely";
import { storageProblem } from "@/lib/http/storage-problem";
import { startTestInstance } from "@/lib/tasks/test-instance";

const instance = await startTestInstance();
const { db } = instance;
const { bringSchemaUpToDate } = await import("./database");
const { databaseNow, measureClock } = await import("./clock");
const { transact, transactInTurn } = await import("./transact");
const { env } = await import("@/lib/env");
const { claimWork, enqueueWork } = await import("@/lib/work/store");
const { currentBoot } = await import("@/lib/instances/membership");
const { lookNow } = await import("@/lib/tasks/callback");
const { LOOK_WORK } = await import("@/lib/tasks/transitions");
const { readPayload } = await import("@/lib/work/store");
const { removeTask } = await import("@/lib/tasks/remove");
const { removeRecording } = await import("@/lib/recordings/remove");
const { findRecording, insertRecording } = await import("@/lib/recordings/store");
const { findTask } = await import("@/lib/tasks/store");

afterEach(instance.reset);
afterAll(instance.close);

/** A connection that is not the app's. */
async function elsewhere<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: env().databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const cutConnections = () => elsewhere((client) => client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"));

describe("a database that others work on too", () => {
  it("is brought up to date once when several instances start at once", async () => {
    await elsewhere((client) => client.query("drop schema public cascade; create schema public"));
    await Promise.all(Array.from({ length: 5 }, () => bringSchemaUpToDate()));
    expect((await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows.length).toBeGreaterThan(5);
    await db.insertInto("instance").values({ boot: currentBoot(), seen_at: Number.MAX_SAFE_INTEGER }).execute();
  });

  it("is not touched when it is newer than the build, with a sentence that says what to do", async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-of-a-later-build', 'now')`.execute(db);
    await expect(bringSchemaUpToDate()).rejects.toMatchObject({ code: "DATABASE_NEWER", message: expect.stringMatching(/newer than this build: it has the migration 9999-of-a-later-build\. Start the build that made it/) as unknown });
    await sql`delete from kysely_migration where name = '9999-of-a-later-build'`.execute(db);
    await bringSchemaUpToDate();
  });

  it("gives each piece of work to one of those who claim it side by side", async () => {
    for (let index = 0; index < 30; index += 1) await enqueueWork(db, { kind: "test", subjectId: `subject-${index}`, runAt: 1 });
    const claims = await Promise.all(Array.from({ length: 60 }, () => claimWork(db, { kind: "test", boot: currentBoot(), now: 2, leaseMs: 1 })));
    const subjects = claims.flatMap((claim) => claim?.subjectId ?? []);
    expect(subjects).toHaveLength(30);
    expect(new Set(subjects).size).toBe(30);
  });

  it("gives the work of one subject to one of those who claim it side by side", async () => {
    for (let round = 0; round < 20; round += 1) {
      await enqueueWork(db, { kind: "test", subjectId: `round-${round}`, runAt: 1 });
      const claims = await Promise.all(Array.from({ length: 8 }, () => claimWork(db, { kind: "test", boot: currentBoot(), now: 2, leaseMs: 1, subjectId: `round-${round}` })));
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    }
  });

  it("keeps every id that callbacks name side by side", async () => {
    const { id } = await instance.insertTake();
    const names = Array.from({ length: 8 }, (_, index) => `vendor-task-${index}`);
    await Promise.all(
      names.map(async (name, index) => {
        // Each in a transaction of its own.
        for (let turns = 0; turns < index; turns += 1) await new Promise((resolve) => setImmediate(resolve));
        await lookNow({ id, vendor_task_id: null }, [name]);
      }),
    );
    const payload = (await readPayload(db, LOOK_WORK, id)) ?? "";
    for (const name of names) expect(payload).toContain(name);
  });

  it("lets the recording of two tasks that are deleted side by side go with them", async () => {
    for (let round = 0; round < 10; round += 1) {
      const recordingId = `recording-${round}`;
      await insertRecording(db, { id: recordingId, owner_id: "owner", origin: "upload", name: "a", source_url: null, size_bytes: 1, modified_at: null }, 1);
      const tasks = [await instance.insertTake(), await instance.insertTake()];
      for (const { id } of tasks) await db.updateTable("task").set({ recording_id: recordingId }).where("id", "=", id).execute();
      const rows = await Promise.all(tasks.map(({ id }) => findTask(db, id)));
      await Promise.all(rows.flatMap((row) => (row === undefined ? [] : [removeTask(row)])));
      expect(await findRecording(db, recordingId)).toBeUndefined();
    }
  });

  it("keeps a recording that gets its first task while it is deleted", async () => {
    await insertRecording(db, { id: "wanted", owner_id: "owner", origin: "upload", name: "a", source_url: null, size_bytes: 1, modified_at: null }, 1);
    const { id } = await instance.insertTake();
    const recording = await findRecording(db, "wanted");
    if (recording === undefined) throw new Error("Not there");
    let removed: Promise<boolean> | undefined;
    await transact(async (transaction) => {
      await transaction.updateTable("task").set({ recording_id: "wanted" }).where("id", "=", id).execute();
      removed = removeRecording(recording);
      // The deletion has come to the row that is in use.
      await transaction.selectFrom("task").select("id").execute();
    });
    expect(await removed).toBe(false);
  });

  it("does again what PostgreSQL undid because two waited for each other", async () => {
    await db.insertInto("rate_counter").values(["a", "b"].map((id) => ({ id, points: 0, ends_at: 0 }))).execute();
    const add = async (transaction: Parameters<Parameters<typeof transact>[0]>[0], id: string) => {
      await transaction.updateTable("rate_counter").set((eb) => ({ points: eb("points", "+", 1) })).where("id", "=", id).execute();
    };
    let bothBegun = () => {};
    const begun = new Promise<void>((resolve) => (bothBegun = resolve));
    let count = 0;
    const cross = (first: string, second: string) =>
      transact(async (transaction) => {
        await add(transaction, first);
        count += 1;
        if (count === 2) bothBegun();
        await begun;
        await add(transaction, second);
      });
    await Promise.all([cross("a", "b"), cross("b", "a")]);
    expect((await db.selectFrom("rate_counter").select("points").where("id", "in", ["a", "b"]).execute()).map(({ points }) => points)).toEqual([2, 2]);
    expect(count).toBe(3);
  });

  it("lets who takes a turn see what those before wrote", async () => {
    const counts = await Promise.all(
      Array.from({ length: 12 }, () =>
        transactInTurn("holdings", async (transaction) => {
          const { length } = await transaction.selectFrom("favourite_voice").select("voice").execute();
          await transaction.insertInto("favourite_voice").values({ owner_id: "owner", voice: String(length), created_at: 0 }).execute();
          return length;
        }),
      ),
    );
    expect(counts.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 12 }, (_, index) => index));
  });

  it("keeps text that has a character of no meaning, and whole numbers beyond 32 bits", async () => {
    const at = Date.UTC(2200, 0, 1);
    await db.insertInto("favourite_voice").values({ owner_id: "other", voice: "a\0b", created_at: at }).execute();
    expect(await db.selectFrom("favourite_voice").select(["voice", "created_at"]).where("owner_id", "=", "other").execute()).toEqual([{ voice: "a\uFFFDb", created_at: at }]);
  });
});

describe("a database that is lost", () => {
  it("fails what was under way with a sentence, and serves what comes next", async () => {
    const query = sql`select pg_sleep(60)`.execute(db).catch((error: unknown) => storageProblem(error));
    const inTransaction = transact(async (transaction) => {
      await transaction.insertInto("favourite_voice").values({ owner_id: "lost", voice: "lost", created_at: 0 }).execute();
      await cutConnections();
      await transaction.selectFrom("task").select("id").execute();
    }).catch((error: unknown) => storageProblem(error));
    const gone = { status: 503, code: "database_gone", message: expect.stringMatching(/cannot be reached\. Nothing was lost/) as unknown };
    expect(await Promise.all([query, inTransaction])).toMatchObject([gone, gone]);
    // A connection that nobody was using is found to be cut when it is used, or a moment before.
    await vi.waitFor(async () => expect(await db.selectFrom("favourite_voice").select("voice").where("owner_id", "=", "lost").execute()).toEqual([]), { interval: 20 });
  });
});

describe("the clock of the database", () => {
  it("is the same whatever this machine's says", async () => {
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date"] });
    await measureClock(db);
    const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
    expect(Math.abs(databaseNow() - (rows[0]?.now ?? 0))).toBeLessThan(30_000);
    vi.useRealTimers();
  });
});
