import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startTestInstance } from "./test-instance";

const NOON = Date.UTC(2026, 0, 1, 12);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

vi.useFakeTimers({ now: NOON, toFake: ["Date", "setInterval", "clearInterval", "performance"] });
const instance = await startTestInstance();
const { db, insertTake, requireRow } = instance;
const { followClock, timesMoved } = await import("./clock-changes");
const { choicesFor, TASK_TIMEOUT_MS } = await import("./lifecycle");
const { look } = await import("./observe");

await followClock();
beforeEach(instance.reset);
afterEach(() => vi.setSystemTime(NOON));
afterAll(async () => {
  await instance.close();
  vi.useRealTimers();
});

async function unconfirmedSince(at: number): Promise<string> {
  const { id } = await insertTake();
  await db.updateTable("task").set({ state: "unconfirmed", state_since: at, submitted_at: at }).where("id", "=", id).execute();
  return id;
}

async function canRetry(id: string): Promise<boolean> {
  const { state, state_since: stateSince } = await requireRow(id);
  return choicesFor({ state, stateSince, hasVendorTask: false, failure: null }, Date.now()).canRetry;
}

/** The clock is set, and the watch over it sees that. */
async function setClock(jumpMs: number): Promise<void> {
  vi.setSystemTime(Date.now() + jumpMs);
  vi.advanceTimersByTime(1_000);
  await timesMoved();
}

describe("the ten minutes before an unanswered task may be sent again", () => {
  it.each([HOUR_MS, -HOUR_MS, 400 * 24 * HOUR_MS, -400 * 24 * HOUR_MS])("are no shorter, and no longer than ten more, when the clock is set by %d ms", async (jumpMs) => {
    const id = await unconfirmedSince(Date.now() - MINUTE_MS);
    await setClock(jumpMs);
    expect(await canRetry(id)).toBe(false);
    vi.setSystemTime(Date.now() + 8 * MINUTE_MS);
    expect(await canRetry(id)).toBe(false);
    vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
    expect(await canRetry(id)).toBe(true);
  });

  it("begin anew where the clock was set back while the app was down", async () => {
    const id = await unconfirmedSince(Date.now() + 1_000 * HOUR_MS);
    await followClock();
    expect(await canRetry(id)).toBe(false);
    vi.setSystemTime(Date.now() + 10 * MINUTE_MS);
    expect(await canRetry(id)).toBe(true);
  });
});

describe("the day after which a task is given up", () => {
  it.each([30 * HOUR_MS, -HOUR_MS, -400 * 24 * HOUR_MS])("is neither cut nor stretched for long when the clock is set by %d ms", async (jumpMs) => {
    const { id } = await instance.sendTake({ steps: [{ state: "generating" }] });
    await setClock(jumpMs);
    expect(await look(id)).toMatchObject({ againAt: expect.any(Number) as number });
    vi.setSystemTime(Date.now() + TASK_TIMEOUT_MS);
    await look(id);
    expect(await instance.failureOf(id)).toMatchObject({ code: "timed_out" });
  });
});
