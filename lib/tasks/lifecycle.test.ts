import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABSENCE_GRACE_MS, ABSENCE_STEP_MS, choicesFor, countAbsence, lookPauseMs, nextState, PRESENT, retryPauseMs, type TaskChoices, TASK_TIMEOUT_MS, UNCONFIRMED_RETRY_MS } from "./lifecycle";
import { TASK_STATES, type TaskState } from "./states";

const records = ["waiting", "queuing", "generating", "success", "fail", "unknown"] as const;
const ours = { verdict: "ours" } as const;
const vendors = { verdict: "vendor" } as const;

describe("nextState", () => {
  it.each<[TaskState, (typeof records)[number], TaskState | undefined]>([
    ["waiting", "queuing", "queuing"],
    ["waiting", "waiting", undefined],
    ["generating", "waiting", undefined],
    ["generating", "success", "keeping"],
    ["queuing", "fail", "fail"],
    ["waiting", "unknown", undefined],
    ["unconfirmed", "waiting", "waiting"],
    ["unconfirmed", "success", "keeping"],
    ["submitting", "success", "keeping"],
    ["keeping", "fail", undefined],
    ["keeping", "success", undefined],
    ["success", "fail", undefined],
    ["cancelled", "success", undefined],
  ])("%s and a record that says %s lead to %s", (state, record, expected) => {
    expect(nextState({ state, failure: null }, record)).toBe(expected);
  });

  it("lets a late success replace what we concluded, never what the vendor said", () => {
    expect(nextState({ state: "fail", failure: ours }, "success")).toBe("keeping");
    expect(nextState({ state: "fail", failure: ours }, "fail")).toBe("fail");
    expect(nextState({ state: "fail", failure: ours }, "generating")).toBeUndefined();
    expect(nextState({ state: "fail", failure: vendors }, "success")).toBeUndefined();
    expect(nextState({ state: "fail", failure: null }, "success")).toBeUndefined();
  });

  it("takes an unconfirmed task further although we said why it is unconfirmed", () => {
    expect(nextState({ state: "unconfirmed", failure: ours }, "generating")).toBe("generating");
  });

  it("only goes forward and ends at most once, whatever order records come in", () => {
    const order: TaskState[] = ["submitting", "unconfirmed", "waiting", "queuing", "generating", "keeping"];
    fc.assert(
      fc.property(fc.constantFrom(...order), fc.array(fc.constantFrom(...records)), (start, seen) => {
        let state = start;
        for (const record of seen) {
          const next = nextState({ state, failure: state === "fail" ? vendors : null }, record);
          if (next === undefined) continue;
          expect(state).not.toBe("fail");
          if (next !== "fail") expect(order.indexOf(next)).toBeGreaterThan(order.indexOf(state));
          state = next;
        }
        expect(TASK_STATES).toContain(state);
      }),
    );
  });
});

describe("countAbsence", () => {
  it("counts only the time during which the vendor kept answering that it does not know the task", () => {
    let absence = countAbsence(PRESENT, 1_000);
    expect(absence.absentMs).toBe(0);
    absence = countAbsence(absence, 16_000);
    expect(absence.absentMs).toBe(15_000);
    const outage = { ...absence, absentAt: null };
    absence = countAbsence(outage, 10_000_000);
    expect(absence.absentMs).toBe(15_000);
    expect(absence.absentMs).toBeLessThan(ABSENCE_GRACE_MS);
  });

  it("needs several answers for the whole grace, whatever the clock does between them, and never counts backwards", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 30 }), (times) => {
        let absence = PRESENT;
        for (const [answers, now] of times.entries()) {
          const next = countAbsence(absence, now);
          expect(next.absentMs).toBeGreaterThanOrEqual(absence.absentMs);
          expect(next.absentMs).toBeLessThanOrEqual(answers * ABSENCE_STEP_MS);
          absence = next;
        }
      }),
    );
    expect(ABSENCE_GRACE_MS / ABSENCE_STEP_MS).toBeGreaterThan(4);
  });

  it("does not go back when the clock does", () => {
    expect(countAbsence({ absentAt: 5_000, absentMs: 10 }, 1_000)).toEqual({ absentAt: 1_000, absentMs: 10 });
  });
});

describe("pauses", () => {
  it("follow the vendor's advice for polling", () => {
    expect([0, 29_999, 30_000, 119_999, 120_000, 3_599_999, 3_600_000].map(lookPauseMs)).toEqual([2_500, 2_500, 7_000, 7_000, 20_000, 20_000, 60_000]);
  });

  it("end after a day, and leave ten minutes before a second charge", () => {
    expect([TASK_TIMEOUT_MS, UNCONFIRMED_RETRY_MS]).toEqual([86_400_000, 600_000]);
  });

  it("double up to a minute", () => {
    expect([0, 1, 2, 3, 4, 20].map((attempt) => retryPauseMs(attempt, 1_000))).toEqual([1_000, 1_000, 2_000, 4_000, 8_000, 60_000]);
  });
});

describe("choicesFor", () => {
  const base = { stateSince: 0, hasVendorTask: false, failure: null } as const;

  it("offers to send an unanswered task again only after ten minutes, and says that it may be charged again", () => {
    expect(choicesFor({ ...base, state: "unconfirmed" }, UNCONFIRMED_RETRY_MS - 1)).toMatchObject({ canRetry: false });
    expect(choicesFor({ ...base, state: "unconfirmed" }, UNCONFIRMED_RETRY_MS)).toMatchObject({ canRetry: true, mayChargeAgain: true });
  });

  it("counts the ten minutes from when it became unconfirmed", () => {
    expect(choicesFor({ ...base, state: "unconfirmed", stateSince: 5_000 }, UNCONFIRMED_RETRY_MS + 4_999)).toMatchObject({ canRetry: false });
  });

  const choices = (state: TaskState, hasVendorTask: boolean, failure: typeof ours | typeof vendors | null) =>
    Object.entries(choicesFor({ ...base, state, hasVendorTask, failure }, UNCONFIRMED_RETRY_MS) satisfies TaskChoices).flatMap(([name, can]) => (can ? [name] : []));

  it.each<[TaskState, without: readonly string[], withVendorTask: readonly string[]]>([
    ["pending", ["canCancel"], ["canCancel"]],
    ["submitting", [], []],
    ["unconfirmed", ["canRetry", "mayChargeAgain"], ["canCheckAgain", "canRetry", "mayChargeAgain"]],
    ["waiting", [], []],
    ["queuing", [], []],
    ["generating", [], []],
    ["keeping", [], []],
    ["success", [], []],
    ["fail", ["canRetry"], ["canCheckAgain", "canRetry", "mayChargeAgain"]],
    ["cancelled", ["canRetry"], ["canRetry"]],
  ])("in %s are, after ten minutes, %j, and %j where the vendor has it", (state, without, withVendorTask) => {
    expect(choices(state, false, ours)).toEqual(without);
    expect(choices(state, true, ours)).toEqual(withVendorTask);
  });

  it("offers to check again what we gave up although the vendor has it", () => {
    expect(choicesFor({ ...base, state: "fail", hasVendorTask: true, failure: ours }, 0)).toMatchObject({ canCheckAgain: true, mayChargeAgain: true });
    expect(choicesFor({ ...base, state: "fail", hasVendorTask: true, failure: vendors }, 0)).toMatchObject({ canCheckAgain: false, canRetry: true, mayChargeAgain: false });
    expect(choices("fail", true, null)).toEqual(["canRetry"]);
  });
});
