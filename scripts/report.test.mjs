import { describe, expect, test } from "vitest";
import { countPlaywright, countStep, countVitest, formatCount, total } from "./report.mjs";

const VITEST_REPORT = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { name: "lib/a.test.ts", status: "passed", message: "", assertionResults: [{ status: "passed", fullName: "adds", failureMessages: [] }] },
    {
      name: "lib/b.test.ts",
      status: "failed",
      message: "",
      assertionResults: [
        { status: "passed", fullName: "divides", failureMessages: [] },
        { status: "failed", fullName: "divides by nothing", failureMessages: ["\u001b[31mexpected 1 to be 2\u001b[39m\n  at b.test.ts:3"] },
      ],
    },
  ],
};

/** @param {string} status of its second test */
const playwrightReport = (status) => ({
  stats: { expected: 5, unexpected: status === "unexpected" ? 1 : 0, flaky: status === "flaky" ? 1 : 0, skipped: 3 },
  suites: [
    {
      specs: [],
      suites: [
        {
          specs: [
            { file: "local/a.spec.ts", line: 3, title: "opens", tests: [{ status: "expected", projectName: "local engine", results: [{}] }] },
            { file: "local/a.spec.ts", line: 9, title: "closes", tests: [{ status, projectName: "local engine", results: [{ error: { message: "\u001b[31mTimed out\u001b[39m" } }, {}] }] },
          ],
        },
      ],
    },
  ],
});

describe("countVitest", () => {
  test("counts tests, with those to do among the skipped", () => {
    expect(countVitest(VITEST_REPORT)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 3,
      named: ["lib/b.test.ts › divides by nothing\n    expected 1 to be 2\n      at b.test.ts:3"],
    });
  });

  test("counts a file that could not be loaded as one failure", () => {
    const testResults = [...VITEST_REPORT.testResults, { name: "lib/c.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] }];
    const { failed, named } = countVitest({ ...VITEST_REPORT, testResults });
    expect(failed).toBe(2);
    expect(named[1]).toBe("lib/c.test.ts\n    Cannot find module");
  });
});

describe("countPlaywright", () => {
  test("names what failed", () => {
    expect(countPlaywright(playwrightReport("unexpected"))).toEqual({
      passed: 5,
      failed: 1,
      skipped: 3,
      named: ["[local engine] local/a.spec.ts:9 › closes\n    Timed out"],
    });
  });

  test("takes a test that passed at its second try as passed, and names it", () => {
    expect(countPlaywright(playwrightReport("flaky"))).toEqual({
      passed: 6,
      failed: 0,
      skipped: 3,
      named: ["passed at a second try: [local engine] local/a.spec.ts:9 › closes\n    Timed out"],
    });
  });
});

describe("countStep", () => {
  const report = JSON.stringify({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, suites: [] });

  test("is what the report says", () => {
    expect(countStep(true, report, countPlaywright)).toEqual({ passed: 5, failed: 0, skipped: 0, named: [] });
  });

  test("is one failure more when the program failed and the report names none", () => {
    expect(countStep(false, report, countPlaywright)).toMatchObject({ passed: 5, failed: 1, skipped: 0, named: [expect.any(String)] });
  });

  test.each([undefined, "", "{", "{}", "null"])("is one failure for the report %j", (text) => {
    expect(countStep(true, text, countPlaywright)).toMatchObject({ passed: 0, failed: 1, skipped: 0, named: [expect.any(String)] });
    expect(countStep(false, text, countVitest)).toMatchObject({ passed: 0, failed: 1, skipped: 0, named: [expect.any(String)] });
  });
});

test("formatCount names skipped tests only when there are some", () => {
  expect(formatCount({ passed: 3, failed: 0, skipped: 0, named: [] })).toBe("3 passed, 0 failed");
  expect(formatCount({ passed: 3, failed: 1, skipped: 2, named: ["a"] })).toBe("3 passed, 1 failed, 2 skipped");
});

test("total adds up", () => {
  expect(total([])).toEqual({ passed: 0, failed: 0, skipped: 0, named: [] });
  expect(
    total([
      { passed: 1, failed: 2, skipped: 3, named: ["a", "b"] },
      { passed: 10, failed: 20, skipped: 30, named: ["c"] },
    ]),
  ).toEqual({ passed: 11, failed: 22, skipped: 33, named: ["a", "b", "c"] });
});
