import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "kysely";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { ClaimedWork } from "@/lib/work/store";
import { packNotes, readNotes } from "./notes";

const instance = await startTestInstance();
const { db } = instance;
const { env } = await import("@/lib/env");
const { databaseHealth } = await import("@/lib/database/health");
const { onChange, publishChange } = await import("@/lib/events/bus");
const { onGap } = await import("./broadcast");
const { isLinked, linkInstances } = await import("./link");
const { currentBoot, membershipOver } = await import("./membership");
const { startWork } = await import("@/lib/work/runner");
const { enqueueWork } = await import("@/lib/work/store");

const other = new pg.Client({ connectionString: env().databaseUrl });
const heardElsewhere: unknown[] = [];

beforeAll(async () => {
  await other.connect();
  other.on("notification", ({ payload }) => heardElsewhere.push(...readNotes(payload ?? "", "the other")));
  await other.query("listen soundcheck");
  await linkInstances({ beatEveryMs: 100 });
});
afterAll(async () => {
  await other.end();
  await instance.close();
});

const gaps = { count: 0 };
onGap(() => (gaps.count += 1));

async function tellFromElsewhere(...parameters: Parameters<typeof packNotes>): Promise<void> {
  for (const payload of packNotes(...parameters)) await other.query("select pg_notify('soundcheck', $1)", [payload]);
}

const cutLink = () => other.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'soundcheck link' and datname = current_database()");
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

describe("instances on one database", () => {
  it("hear of each other's changes", async () => {
    const heard: unknown[] = [];
    const stop = onChange((event) => heard.push(event));
    publishChange({ ownerId: "me", taskId: "mine" });
    await soon(() => expect(heardElsewhere).toContainEqual({ topic: "change", told: { ownerId: "me", taskId: "mine" } }));
    await tellFromElsewhere("the other", [{ topic: "change", told: { ownerId: "me", taskId: "theirs" } }]);
    await soon(() => expect(heard).toContainEqual({ ownerId: "me", taskId: "theirs" }));
    expect(heard).toHaveLength(2);
    stop();
  });

  it("find a lost link, open it again, and look for what they may have missed; what they could not tell meanwhile is made up for", async () => {
    const before = gaps.count;
    const heardBefore = heardElsewhere.length;
    await cutLink();
    publishChange({ ownerId: "me", taskId: "while the link is cut" });
    await soon(() => expect(gaps.count).toBeGreaterThan(before));
    await soon(() => expect(isLinked()).toBe(true));
    expect(await databaseHealth()).toBeUndefined();
    await soon(() => expect(heardElsewhere.slice(heardBefore).some((note) => ["gap", "change"].includes((note as { topic: string }).topic))).toBe(true));
    publishChange({ ownerId: "me", taskId: "afterwards" });
    await soon(() => expect(heardElsewhere).toContainEqual({ topic: "change", told: { ownerId: "me", taskId: "afterwards" } }));
  });

  it("take over what one held that is not seen any more, and leave alone what one holds that lives", async () => {
    const hold = async (subjectId: string, boot: string) => {
      await enqueueWork(db, { kind: "held", subjectId, runAt: 1 });
      await db.updateTable("work").set({ lease_holder: `${boot}/claim` }).where("subject_id", "=", subjectId).execute();
    };
    const clock = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
    await db.insertInto("instance").values({ boot: "alive", seen_at: sql<number>`${clock} + 10000` }).execute();
    await db.insertInto("instance").values({ boot: "soon dead", seen_at: sql<number>`${clock} - 13000` }).execute();
    await hold("of the living", "alive");
    await hold("of the dead", "soon dead");
    const ran: string[] = [];
    startWork([{ kind: "held", concurrency: 2, leaseMs: 60_000, run: ({ subjectId }: ClaimedWork) => Promise.resolve(void ran.push(subjectId)) }]);
    await soon(() => expect(ran).toEqual(["of the dead"]));
    await soon(async () => expect((await db.selectFrom("instance").select("boot").execute()).map(({ boot }) => boot).toSorted()).toEqual([currentBoot(), "alive"].toSorted()));
    await soon(() => expect(heardElsewhere).toContainEqual({ topic: "gap" }));
    expect(ran).toEqual(["of the dead"]);
    await db.deleteFrom("instance").where("boot", "=", "alive").execute();
  });

  it("do not wait for one that died before the database's clock was set back", async () => {
    await db.insertInto("instance").values({ boot: "of a time to come", seen_at: Date.now() + 3_600_000 }).execute();
    await soon(async () => expect(await db.selectFrom("instance").select("boot").where("boot", "=", "of a time to come").execute()).toEqual([]));
  });

  it("stop what they do when they were taken for dead, and begin anew", async () => {
    const signals: AbortSignal[] = [];
    const run = (_work: ClaimedWork, signal: AbortSignal) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise<undefined>((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("told to stop")))) : Promise.resolve(undefined);
    };
    await enqueueWork(db, { kind: "stopped", subjectId: "one", runAt: 1 });
    startWork([{ kind: "stopped", concurrency: 1, leaseMs: 60_000, run }]);
    await soon(() => expect(signals).toHaveLength(1));
    const boot = currentBoot();
    const over = membershipOver();
    await db.deleteFrom("instance").where("boot", "=", boot).execute();
    await soon(() => expect(over.aborted).toBe(true));
    expect(signals[0]?.aborted).toBe(true);
    await soon(() => expect(currentBoot()).not.toBe(boot));
    expect(membershipOver().aborted).toBe(false);
    await soon(async () => expect(await db.selectFrom("work").select("subject_id").where("kind", "=", "stopped").execute()).toEqual([]));
  });
});
