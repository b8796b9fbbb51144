import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Step } from "@/e2e/fake-vendor/behaviour";
import { startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { db, vendor, sendTake, requireRow, reaches, failureOf } = instance;
const { startWork } = await import("@/lib/work/runner");
const { keepHandler } = await import("./keep");
const { ABSENCE_GRACE_MS, TASK_TIMEOUT_MS } = await import("./lifecycle");
const { look } = await import("./observe");

beforeEach(instance.reset);
afterEach(() => vi.useRealTimers());
afterAll(instance.close);
startWork([keepHandler]);

const stateOf = async (id: string) => (await requireRow(id)).state;
const queries = () => vendor.requests.filter(({ path }) => path.endsWith("/recordInfo"));
const steps = (...states: string[]): Step[] => states.map((state) => ({ state, forQueries: 1 }));

describe("the record of a task", () => {
  it("brings it forward step by step, and to its end", async () => {
    const { id } = await sendTake({ steps: steps("waiting", "queuing", "generating", "success") });
    const seen: string[] = [];
    for (let looks = 0; looks < 4; looks += 1) {
      await look(id);
      seen.push(await stateOf(id));
    }
    expect(seen.slice(0, 3)).toEqual(["waiting", "queuing", "generating"]);
    await reaches(id, "success");
    expect(await requireRow(id)).toMatchObject({ credits_consumed: 12.5, failure_json: null, result_json: null });
  });

  it("never takes it back, and does not take an unknown state for an end", async () => {
    const { id } = await sendTake({ steps: steps("generating", "waiting", "resting", "queuing") });
    await look(id);
    const { version } = await requireRow(id);
    for (let looks = 0; looks < 3; looks += 1) expect(await look(id)).toMatchObject({ againAt: expect.any(Number) as number });
    expect(await requireRow(id)).toMatchObject({ state: "generating", version });
  });

  it("moves it once, however many look at once", async () => {
    const { id, version } = await sendTake({ steps: [{ state: "generating" }] });
    await Promise.all(Array.from({ length: 10 }, () => look(id)));
    expect(await requireRow(id)).toMatchObject({ state: "generating", version: version + 1 });
  });

  it("ends it once, however many look at once", async () => {
    const { id } = await sendTake({ steps: [{ state: "success" }] });
    await Promise.all(Array.from({ length: 10 }, () => look(id)));
    await reaches(id, "success");
    const files = await db.selectFrom("file").select("role").where("task_id", "=", id).execute();
    expect(files.map(({ role }) => role).toSorted()).toEqual(["audio", "peaks", "vendor-result"]);
    const asked = queries().length;
    await look(id);
    expect(queries()).toHaveLength(asked);
  });

  it("ends it with the vendor's code and words when it failed, for ever", async () => {
    const { id } = await sendTake({ steps: steps("fail", "success"), failCode: "422", failMessage: "The voice <b>refused</b>" });
    expect(await look(id)).toBeUndefined();
    expect(await failureOf(id)).toMatchObject({ code: "vendor_rejected_input", vendorCode: 422, vendorMessage: "The voice <b>refused</b>", verdict: "vendor" });
    await look(id);
    expect(await stateOf(id)).toBe("fail");
    expect(queries()).toHaveLength(1);
  });

  it.each(["none", "broken"] as const)("that says success with an output that is %s fails by our verdict, and is kept when it is there later", async (output) => {
    const { id } = await sendTake({ steps: [{ state: "success" }], output });
    await look(id);
    expect(await failureOf(id)).toMatchObject({ code: "no_output", verdict: "ours" });
    const ended = await requireRow(id);
    await look(id);
    expect(await requireRow(id)).toEqual(ended);
    const healthy = await sendTake({ steps: [{ state: "success" }] });
    await db.updateTable("task").set({ vendor_task_id: healthy.vendor_task_id }).where("id", "=", id).execute();
    await look(id);
    await reaches(id, "success");
    expect(await failureOf(id)).toBeNull();
  });

  it.each(["object", "early"] as const)("is understood when its output is %s", async (output) => {
    const { id } = await sendTake({ steps: steps("waiting", "success"), output });
    await look(id);
    expect(await stateOf(id)).toBe("waiting");
    await look(id);
    await reaches(id, "success");
  });

  it.each([{ kind: "html-502" }, { kind: "broken-json" }, { kind: "code", code: 401 }, { kind: "reset-after-reading" }] as const)(
    "that could not be read ($kind) changes nothing, and is read again",
    async (fault) => {
      const { id, version } = await sendTake({ steps: [{ state: "success" }] });
      vendor.behave({ nextQueries: [fault] });
      expect(await look(id)).toMatchObject({ againAt: expect.any(Number) as number });
      expect(await requireRow(id)).toMatchObject({ state: "waiting", version });
      await look(id);
      await reaches(id, "success");
    },
  );
});

describe("a task that the vendor does not know", () => {
  it("is lost when the vendor has been saying so for the grace, and not before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id } = await sendTake({ unknownAnswers: { count: 100, code: 422 } });
    await look(id);
    for (let countedMs = 0; countedMs < ABSENCE_GRACE_MS; countedMs += 15_000) {
      expect(await stateOf(id)).toBe("waiting");
      vi.setSystemTime(Date.now() + 15_000);
      await look(id);
    }
    expect(await failureOf(id)).toMatchObject({ code: "lost", vendorCode: 422, verdict: "ours" });
  });

  it("is not lost by a clock that is set an hour on, or back, between two such answers", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id } = await sendTake({ unknownAnswers: { count: 100, code: 422 } });
    for (const jumpMs of [0, 3_600_000, -3_600_000, 3_600_000]) {
      vi.setSystemTime(Date.now() + jumpMs);
      expect(await look(id)).toMatchObject({ againAt: expect.any(Number) as number });
    }
    expect(await stateOf(id)).toBe("waiting");
  });

  it("is not lost by an outage: only time between two such answers counts", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id } = await sendTake({ unknownAnswers: { count: 100, code: 404 } });
    await look(id);
    vi.setSystemTime(Date.now() + 1_000);
    vendor.behave({ nextQueries: [{ kind: "html-502" }] });
    await look(id);
    vi.setSystemTime(Date.now() + 10 * ABSENCE_GRACE_MS);
    await look(id);
    expect(await requireRow(id)).toMatchObject({ state: "waiting", absent_ms: 0 });
  });

  it("begins a new grace after every answer that knows it", async () => {
    const { id } = await sendTake({ steps: [{ state: "waiting" }] });
    await db.updateTable("task").set({ absent_at: Date.now(), absent_ms: ABSENCE_GRACE_MS - 1 }).where("id", "=", id).execute();
    await look(id);
    expect(await requireRow(id)).toMatchObject({ absent_at: null, absent_ms: 0 });
  });

  it("is kept all the same when it turns out to have succeeded", async () => {
    const { id } = await sendTake({ unknownAnswers: { count: 1, code: 422 }, steps: [{ state: "success" }] });
    await db.updateTable("task").set({ absent_at: Date.now() - 1, absent_ms: ABSENCE_GRACE_MS - 1 }).where("id", "=", id).execute();
    await look(id);
    expect(await failureOf(id)).toMatchObject({ code: "lost" });
    await look(id);
    await reaches(id, "success");
    expect(await requireRow(id)).toMatchObject({ failure_json: null });
  });
});

describe("a task that does not end", () => {
  it("is given up after a day, and a later success still counts", async () => {
    const { id } = await sendTake({ steps: steps("generating", "generating", "success") });
    await db.updateTable("task").set({ submitted_at: Date.now() - TASK_TIMEOUT_MS + 60_000 }).where("id", "=", id).execute();
    await look(id);
    expect(await stateOf(id)).toBe("generating");
    await db.updateTable("task").set({ submitted_at: Date.now() - TASK_TIMEOUT_MS }).where("id", "=", id).execute();
    await look(id);
    expect(await failureOf(id)).toMatchObject({ code: "timed_out", verdict: "ours" });
    await look(id);
    await reaches(id, "success");
  });

  it("ends when the app now runs on another engine", async () => {
    const { id } = await sendTake({ steps: [{ state: "success" }] });
    await db.updateTable("task").set({ engine: "local" }).where("id", "=", id).execute();
    await look(id);
    expect(await failureOf(id)).toMatchObject({ code: "engine_changed", verdict: "ours" });
    expect(queries()).toEqual([]);
  });
});
