import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { ClaimedWork } from "./store";

const { db, reset, close } = await startTestInstance();
const { bringForward, claimWork, enqueueWork, finishWork, nextDueAt, postponeWork } = await import("./store");

const BOOT = "this life";
beforeEach(async () => {
  await reset();
  await db.deleteFrom("instance").execute();
  await live(BOOT);
});
afterAll(close);

const live = (boot: string) => db.insertInto("instance").values({ boot, seen_at: Number.MAX_SAFE_INTEGER }).execute();
const die = (boot: string) => db.deleteFrom("instance").where("boot", "=", boot).execute();

const kind = "look";

const ask = (runAt: number, payload?: string) => enqueueWork(db, { kind, subjectId: "a", runAt, ...(payload === undefined ? {} : { payload }) });
const claim = (now: number, boot = BOOT) => claimWork(db, { kind, boot, now, leaseMs: 1_000 });
const rows = () => db.selectFrom("work").selectAll().execute();

async function mustClaim(now: number, boot = BOOT): Promise<ClaimedWork> {
  const work = await claim(now, boot);
  if (work === undefined) throw new Error("Nothing to claim");
  return work;
}

describe("enqueueWork", () => {
  it("keeps one row for each pair, and brings it forward but never back", async () => {
    await ask(500);
    await ask(100);
    await ask(900);
    expect(await rows()).toMatchObject([{ run_at: 100 }]);
    await enqueueWork(db, { kind: "keep", subjectId: "a", runAt: 1 });
    expect(await rows()).toHaveLength(2);
  });

  it("keeps an earlier payload when the later request has none", async () => {
    await ask(1, "candidate");
    await ask(1);
    expect((await mustClaim(1)).payload).toBe("candidate");
    await ask(1, "another");
    expect(await rows()).toMatchObject([{ payload: "another" }]);
  });
});

describe("claimWork", () => {
  it("gives due work to one claim only, the longest due first", async () => {
    await ask(50);
    await enqueueWork(db, { kind, subjectId: "b", runAt: 20 });
    expect(await claim(10)).toBeUndefined();
    expect(await claim(60)).toMatchObject({ subjectId: "b" });
    await enqueueWork(db, { kind, subjectId: "c", runAt: 30 });
    const claimed = await Promise.all([claim(60), claim(60), claim(60)]);
    expect(claimed.flatMap((work) => work?.subjectId ?? []).sort()).toEqual(["a", "c"]);
  });

  it("takes over what an earlier life of the process held, without waiting for its lease", async () => {
    await ask(1);
    await mustClaim(1, "an earlier life");
    expect(await mustClaim(2)).toMatchObject({ subjectId: "a", attempts: 2 });
  });

  it("respects a lease of this life whatever the clock says", async () => {
    await ask(1);
    await mustClaim(1);
    expect(await claim(1_001)).toBeUndefined();
    expect(await claim(1_000_000_000)).toBeUndefined();
  });

  it("gives the work of one subject only when it is due and free", async () => {
    await ask(10);
    await enqueueWork(db, { kind, subjectId: "b", runAt: 5 });
    const claimA = (now: number) => claimWork(db, { kind, boot: BOOT, now, leaseMs: 1_000, subjectId: "a" });
    expect(await claimA(9)).toBeUndefined();
    expect(await claimA(10)).toMatchObject({ subjectId: "a" });
    expect(await claimA(10)).toBeUndefined();
  });
});

describe("finishWork", () => {
  it("removes the row", async () => {
    await ask(1);
    await finishWork(db, await mustClaim(1));
    expect(await rows()).toEqual([]);
  });

  it("lets it run once more when somebody asked during the run", async () => {
    await ask(1);
    const first = await mustClaim(1);
    await ask(2);
    await ask(3);
    expect(await claim(3)).toBeUndefined();
    await finishWork(db, first);
    await finishWork(db, await mustClaim(3));
    expect(await claim(9)).toBeUndefined();
  });

  it("leaves work alone that another life has taken over", async () => {
    await ask(1);
    const lost = await mustClaim(1, "an earlier life");
    const current = await mustClaim(1);
    await finishWork(db, lost);
    await postponeWork(db, lost, { runAt: 900 });
    expect(await rows()).toMatchObject([{ lease_holder: current.lease, run_at: 1 }]);
  });

  it("leaves work alone that a later run in this life has claimed", async () => {
    await ask(1);
    const givenUp = await mustClaim(1);
    await postponeWork(db, givenUp, { runAt: 1 });
    const current = await mustClaim(1);
    await finishWork(db, givenUp);
    await postponeWork(db, givenUp, { runAt: 900 });
    expect(await rows()).toMatchObject([{ lease_holder: current.lease, run_at: 1 }]);
  });
});

describe("postponeWork", () => {
  it("frees the row for later, with a payload", async () => {
    await ask(1);
    await postponeWork(db, await mustClaim(1), { runAt: 500, payload: "2" });
    expect(await nextDueAt(db, kind)).toBe(500);
    expect(await claim(499)).toBeUndefined();
    expect(await mustClaim(500)).toMatchObject({ payload: "2", attempts: 2 });
  });

  it("lets it run at once when somebody asked during the run", async () => {
    await ask(1);
    const first = await mustClaim(1);
    await ask(2);
    await postponeWork(db, first, { runAt: 5_000 });
    expect(await mustClaim(2)).toMatchObject({ attempts: 1 });
  });
});

describe("bringForward", () => {
  it("has waiting work run now, and leaves what is due as it is", async () => {
    await ask(5_000);
    await enqueueWork(db, { kind, subjectId: "b", runAt: 10 });
    await bringForward(db, 100);
    expect(await db.selectFrom("work").select(["subject_id", "run_at"]).orderBy("subject_id").execute()).toEqual([
      { subject_id: "a", run_at: 100 },
      { subject_id: "b", run_at: 10 },
    ]);
  });
});

describe("nextDueAt", () => {
  it("knows what nobody or an earlier life holds, and not what is running", async () => {
    expect(await nextDueAt(db, kind)).toBeUndefined();
    await ask(7);
    expect(await nextDueAt(db, kind)).toBe(7);
    await mustClaim(7);
    expect(await nextDueAt(db, kind)).toBeUndefined();
    await die(BOOT);
    expect(await nextDueAt(db, kind)).toBe(7);
  });
});
