import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { migrate, openDatabase } from "@/lib/database/database";
import { claimWork, enqueueWork, finishWork, nextDueAt, postponeWork, type ClaimedWork } from "./store";

const db = openDatabase(":memory:");
await migrate(db);
beforeEach(() => db.deleteFrom("work").execute());
afterAll(() => db.destroy());

const HOLDER = "this life";
const kind = "look";

const ask = (runAt: number, payload?: string) => enqueueWork(db, { kind, subjectId: "a", runAt, ...(payload === undefined ? {} : { payload }) });
const claim = (now: number, holder = HOLDER) => claimWork(db, { kind, holder, now, leaseMs: 1_000 });
const rows = () => db.selectFrom("work").selectAll().execute();

async function mustClaim(now: number, holder = HOLDER): Promise<ClaimedWork> {
  const work = await claim(now, holder);
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
    const claimed = await Promise.all([claim(60), claim(60), claim(60)]);
    expect(claimed.map((work) => work?.subjectId)).toEqual(["b", "a", undefined]);
  });

  it("takes over what an earlier life of the process held, without waiting for its lease", async () => {
    await ask(1);
    await mustClaim(1, "an earlier life");
    expect(await mustClaim(2)).toMatchObject({ subjectId: "a", attempts: 2 });
  });

  it("respects a lease of this life until it has run out", async () => {
    await ask(1);
    await mustClaim(1);
    expect(await claim(1_000)).toBeUndefined();
    expect(await claim(1_001)).toMatchObject({ attempts: 2 });
  });
});

describe("finishWork", () => {
  it("removes the row", async () => {
    await ask(1);
    await finishWork(db, await mustClaim(1), HOLDER);
    expect(await rows()).toEqual([]);
  });

  it("lets it run once more when somebody asked during the run", async () => {
    await ask(1);
    const first = await mustClaim(1);
    await ask(2);
    await ask(3);
    expect(await claim(3)).toBeUndefined();
    await finishWork(db, first, HOLDER);
    await finishWork(db, await mustClaim(3), HOLDER);
    expect(await claim(9)).toBeUndefined();
  });

  it("leaves work alone that another life has taken over", async () => {
    await ask(1);
    const lost = await mustClaim(1, "an earlier life");
    await mustClaim(1);
    await finishWork(db, lost, "an earlier life");
    await postponeWork(db, lost, "an earlier life", { runAt: 900 });
    expect(await rows()).toMatchObject([{ lease_holder: HOLDER, run_at: 1 }]);
  });
});

describe("postponeWork", () => {
  it("frees the row for later, with a payload", async () => {
    await ask(1);
    await postponeWork(db, await mustClaim(1), HOLDER, { runAt: 500, payload: "2" });
    expect(await nextDueAt(db, kind, HOLDER)).toBe(500);
    expect(await claim(499)).toBeUndefined();
    expect(await mustClaim(500)).toMatchObject({ payload: "2", attempts: 2 });
  });

  it("lets it run at once when somebody asked during the run", async () => {
    await ask(1);
    const first = await mustClaim(1);
    await ask(2);
    await postponeWork(db, first, HOLDER, { runAt: 5_000 });
    expect(await mustClaim(2)).toMatchObject({ attempts: 1 });
  });
});

describe("nextDueAt", () => {
  it("knows what nobody or an earlier life holds, and not what is running", async () => {
    expect(await nextDueAt(db, kind, HOLDER)).toBeUndefined();
    await ask(7);
    expect(await nextDueAt(db, kind, HOLDER)).toBe(7);
    await mustClaim(7);
    expect(await nextDueAt(db, kind, HOLDER)).toBeUndefined();
    expect(await nextDueAt(db, kind, "the next life")).toBe(7);
  });
});
