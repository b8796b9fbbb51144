import { describe, expect, test } from "vitest";
import { countPlaywright, countStep, countVitest, formatCount, total } from "./report.mjs";

const VITEST_REPORT = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
  ],
};

describe("countVitest", () => {
  test("counts tests, with those to do among the skipped", () => {
    expect(countVitest(VITEST_REPORT)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  test("counts a file that could not be loaded as one failure", () => {
    const testResults = [...VITEST_REPORT.testResults, { status: "failed", assertionResults: [] }];
    expect(countVitest({ ...VITEST_REPORT, testResults }).failed).toBe(2);
  });
});

test("countPlaywright takes a test that passed at its second try as passed", () => {
  expect(countPlaywright({ stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 3 } })).toEqual({
    passed: 6,
    failed: 2,
    skipped: 3,
  });
});

describe("countStep", () => {
  const report = JSON.stringify({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 } });

  test("is what the report says", () => {
    expect(countStep(true, report, countPlaywright)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  test("is one failure more when the program failed and the report names none", () => {
    expect(countStep(false, report, countPlaywright)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  test.each([undefined, "", "{", "{}", "null"])("is one failure for the report %j", (text) => {
    expect(countStep(true, text, countPlaywright)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countStep(false, text, countVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test("formatCount names skipped tests only when there are some", () => {
  expect(formatCount({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
  expect(formatCount({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
});

test("total adds up", () => {
  expect(total([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(
    total([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]),
  ).toEqual({ passed: 11, failed: 22, skipped: 33 });
});
