import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { WorkResult } from "./runner";
import type { ClaimedWork } from "./store";

const instance = await startTestInstance();
const { db } = instance;
const { startWork, wakeWork } = await import("./runner");
const { enqueueWork } = await import("./store");

afterEach(instance.reset);
afterAll(instance.close);

const SUBJECTS = Array.from({ length: 60 }, (_, index) => `subject-${index}`);

/** A lane of its own for a test, since a lane lives as long as the process. */
function startLane(kind: string, concurrency: number, run: (work: ClaimedWork) => Promise<WorkResult>) {
  startWork([{ kind, concurrency, leaseMs: 60_000, run }]);
  return async (subjectId: string, runAt = Date.now()) => {
    await enqueueWork(db, { kind, subjectId, runAt });
    wakeWork(kind);
  };
}

const rowsOf = (kind: string) => db.selectFrom("work").selectAll().where("kind", "=", kind).execute();

const HOUR_MS = 3_600_000;

/** A run that waits until it is let go. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
}

describe("the runner", () => {
  it("runs everything that was asked for at once, each once, and never more at a time than allowed", async () => {
    const ran: string[] = [];
    let running = 0;
    let most = 0;
    const { passed: full, open } = gate();
    const ask = startLane("many", 3, async ({ subjectId }) => {
      running += 1;
      most = Math.max(most, running);
      if (running === 3) open();
      await full;
      for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
      running -= 1;
      ran.push(subjectId);
      return undefined;
    });
    await Promise.all(SUBJECTS.map((subject) => ask(subject)));
    await vi.waitFor(async () => expect(await rowsOf("many")).toEqual([]), 10_000);
    expect(ran.toSorted()).toEqual(SUBJECTS.toSorted());
    expect(most).toBe(3);
  });

  it("loses no wake-up: all that was asked for begins although nothing ends", async () => {
    const { passed, open } = gate();
    const begun = new Set<string>();
    const ask = startLane("waking", 100, async ({ subjectId }) => {
      begun.add(subjectId);
      await passed;
      return undefined;
    });
    for (const [ticks, subject] of SUBJECTS.entries()) {
      // The request comes at every moment of a look for work that finds none.
      wakeWork("waking");
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      await ask(subject);
      await vi.waitFor(() => expect(begun).toContain(subject), { interval: 1 });
    }
    open();
    await vi.waitFor(async () => expect(await rowsOf("waking")).toEqual([]), 10_000);
  });

  it("runs one subject one at a time, and once more when it was asked for during its run", async () => {
    const gates = [gate(), gate()];
    let runs = 0;
    let running = 0;
    let most = 0;
    const ask = startLane("again", 4, async () => {
      running += 1;
      most = Math.max(most, running);
      await gates[runs++]?.passed;
      running -= 1;
      return undefined;
    });
    await ask("one");
    await vi.waitFor(() => expect(runs).toBe(1));
    await Promise.all([ask("one"), ask("one"), ask("one")]);
    expect(runs).toBe(1);
    gates[0]?.open();
    await vi.waitFor(() => expect(runs).toBe(2));
    gates[1]?.open();
    await vi.waitFor(async () => expect(await rowsOf("again")).toEqual([]));
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it("puts work back whose handler throws, counts the try, and runs it again", async () => {
    const attempts: number[] = [];
    const ask = startLane("throwing", 1, (work) => {
      attempts.push(work.attempts);
      return attempts.length === 1 ? Promise.reject(new Error("The first try fails")) : Promise.resolve(undefined);
    });
    const askedAt = Date.now();
    await ask("one", askedAt);
    await vi.waitFor(async () => expect(await rowsOf("throwing")).toMatchObject([{ lease_holder: null, attempts: 1 }]));
    const [row] = await rowsOf("throwing");
    expect(row?.run_at).toBeGreaterThan(askedAt);
    await ask("one", askedAt);
    await vi.waitFor(async () => expect(await rowsOf("throwing")).toEqual([]));
    expect(attempts).toEqual([1, 2]);
  });

  it("runs work by itself when its time comes, and hands its payload on", async () => {
    const payloads: (string | null)[] = [];
    const ask = startLane("later", 1, ({ payload }) => {
      payloads.push(payload);
      return Promise.resolve(payloads.length < 3 ? { againAt: Date.now() + 5, payload: String(payloads.length) } : undefined);
    });
    await ask("one", Date.now() + 5);
    await vi.waitFor(async () => expect(await rowsOf("later")).toEqual([]), 10_000);
    expect(payloads).toEqual([null, "1", "2"]);
  });

  it("takes up what an earlier life of the process left claimed", async () => {
    await enqueueWork(db, { kind: "left", subjectId: "one", runAt: 1 });
    await db.updateTable("work").set({ lease_holder: "an earlier life/1", lease_until: Date.now() + 600_000, attempts: 1 }).execute();
    const ran: ClaimedWork[] = [];
    startLane("left", 1, (work) => {
      ran.push(work);
      return Promise.resolve(undefined);
    });
    await vi.waitFor(async () => expect(await rowsOf("left")).toEqual([]));
    expect(ran).toMatchObject([{ subjectId: "one", attempts: 2 }]);
  });

  it("tells a run that its lease is over, and gives up one that does not listen, whose end then counts for nothing", async () => {
    const { passed, open } = gate();
    const signals: AbortSignal[] = [];
    startWork([
      {
        kind: "hanging",
        concurrency: 2,
        leaseMs: 30,
        run: async (_work, signal) => {
          signals.push(signal);
          if (signals.length === 1) await passed;
          return undefined;
        },
      },
    ]);
    await enqueueWork(db, { kind: "hanging", subjectId: "one", runAt: 1 });
    wakeWork("hanging");
    await vi.waitFor(async () => expect(await rowsOf("hanging")).toMatchObject([{ lease_holder: null, attempts: 1 }]), 10_000);
    expect(signals[0]?.aborted).toBe(true);
    open();
    await passed;
    expect(await rowsOf("hanging")).toHaveLength(1);
    await enqueueWork(db, { kind: "hanging", subjectId: "one", runAt: 1 });
    wakeWork("hanging");
    await vi.waitFor(async () => expect(await rowsOf("hanging")).toEqual([]));
    expect(signals).toHaveLength(2);
  });

  it("begins nothing before the lane opens, then what its turn it is", async () => {
    let opensAt = Number.MAX_SAFE_INTEGER;
    const ran: string[] = [];
    const turns = ["b", "c", "a"];
    const handler = {
      kind: "opening",
      concurrency: 1,
      leaseMs: 60_000,
      opensAt: () => Promise.resolve(opensAt),
      nextSubject: () => Promise.resolve(turns.find((turn) => !ran.includes(turn))),
      run: ({ subjectId }: ClaimedWork) => {
        ran.push(subjectId);
        return Promise.resolve(undefined);
      },
    };
    for (const subjectId of ["a", "b", "c"]) await enqueueWork(db, { kind: "opening", subjectId, runAt: 1 });
    startWork([handler]);
    wakeWork("opening");
    await enqueueWork(db, { kind: "other", subjectId: "a", runAt: 1 });
    expect(ran).toEqual([]);
    opensAt = 0;
    wakeWork("opening");
    await vi.waitFor(() => expect(ran).toEqual(turns));
  });

  it.each([HOUR_MS, -HOUR_MS])("does what waits although the clock was set by %d ms, and what runs only once", async (jumpMs) => {
    const kind = `after a jump of ${jumpMs}`;
    const { passed, open } = gate();
    const ran: string[] = [];
    const ask = startLane(kind, 4, async ({ subjectId }) => {
      ran.push(subjectId);
      if (subjectId === "running") await passed;
      return undefined;
    });
    await ask("running");
    await vi.waitFor(() => expect(ran).toEqual(["running"]));
    await ask("waiting", Date.now() + 20_000);
    vi.useFakeTimers({ now: Date.now() + jumpMs, toFake: ["Date"] });
    try {
      await vi.waitFor(() => expect(ran).toEqual(["running", "waiting"]), 10_000);
    } finally {
      vi.useRealTimers();
    }
    open();
    await vi.waitFor(async () => expect(await rowsOf(kind)).toEqual([]), 10_000);
    expect(ran).toHaveLength(2);
  });
});
