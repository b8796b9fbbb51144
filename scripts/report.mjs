import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} named what failed, with its error, and what passed at a second try only, each a text of some lines
 *
 * @typedef {object} VitestReport the parts we read of what Vitest's JSON reporter writes
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{name: string, status: string, message: string, assertionResults: VitestTest[]}[]} testResults one for each file
 *
 * @typedef {{status: string, fullName: string, failureMessages: string[]}} VitestTest
 *
 * @typedef {object} PlaywrightReport the parts we read of what Playwright's JSON reporter writes
 * @property {{expected: number, unexpected: number, flaky: number, skipped: number}} stats
 * @property {PlaywrightSuite[]} suites
 *
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{file: string, line: number, title: string, tests: PlaywrightTest[]}[]} specs
 *
 * @typedef {{status: string, projectName: string, results: {error?: {message?: string}}[]}} PlaywrightTest
 */

const SHOWN_ERROR_LINES = 20;

/**
 * Counts the tests of a Vitest run. A file that could not be loaded has no failed test of its own and counts as one.
 *
 * @param {VitestReport} report
 * @returns {Count}
 */
export function countVitest(report) {
  const failed = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((assertion) => assertion.status === "failed");
    if (status === "failed" && tests.length === 0) return [describe(name, message)];
    return tests.map(({ fullName, failureMessages }) => describe(`${name} › ${fullName}`, failureMessages.join("\n")));
  });
  return { passed: report.numPassedTests, failed: failed.length, skipped: report.numPendingTests + report.numTodoTests, named: failed };
}

/**
 * Counts the tests of a Playwright run. One that passed at a second try has passed, and is named all the same.
 *
 * @param {PlaywrightReport} report
 * @returns {Count}
 */
export function countPlaywright({ stats, suites }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, named: suites.flatMap(nameOutcomes) };
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
function nameOutcomes({ specs, suites = [] }) {
  const own = specs.flatMap(({ file, line, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ status, projectName, results }) => {
        const errors = results.flatMap(({ error }) => error?.message ?? []);
        return describe(`${status === "flaky" ? "passed at a second try: " : ""}[${projectName}] ${file}:${line} › ${title}`, errors.join("\n"));
      }),
  );
  return [...own, ...suites.flatMap(nameOutcomes)];
}

/**
 * @param {string} what
 * @param {string} error may be coloured for a terminal
 */
function describe(what, error) {
  const lines = stripVTControlCharacters(error).trim().split("\n");
  return [what, ...lines.slice(0, SHOWN_ERROR_LINES).map((line) => `    ${line}`)].join("\n");
}

/**
 * The count of one step. A program that failed without naming a failed test, or left no readable report, is one failure.
 *
 * @template Report
 * @param {boolean} ok the program ended with status 0
 * @param {string | undefined} reportText the text of its JSON report
 * @param {(report: Report) => Count} count
 * @returns {Count}
 */
export function countStep(ok, reportText, count) {
  const counted = readCount(reportText, count);
  if (!counted) return { passed: 0, failed: 1, skipped: 0, named: ["what it ran left no report that can be read"] };
  return !ok && counted.failed === 0 ? { ...counted, failed: 1, named: [...counted.named, "what it ran failed without a failed test"] } : counted;
}

/**
 * @template Report
 * @param {string | undefined} reportText
 * @param {(report: Report) => Count} count
 * @returns {Count | undefined}
 */
function readCount(reportText, count) {
  try {
    return reportText === undefined ? undefined : count(JSON.parse(reportText));
  } catch {
    return undefined;
  }
}

/**
 * The sum of all steps.
 *
 * @param {Count[]} counts
 * @returns {Count}
 */
export function total(counts) {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
      named: [...sum.named, ...count.named],
    }),
    { passed: 0, failed: 0, skipped: 0, named: [] },
  );
}

/**
 * A count as a line: "12 passed, 0 failed", with ", 1 skipped" when some were.
 *
 * @param {Count} count
 * @returns {string}
 */
export function formatCount({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
