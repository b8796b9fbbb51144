/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} VitestReport the parts we read of what Vitest's JSON reporter writes
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{status: string, assertionResults: {status: string}[]}[]} testResults one for each file
 *
 * @typedef {object} PlaywrightReport the parts we read of what Playwright's JSON reporter writes
 * @property {{expected: number, unexpected: number, flaky: number, skipped: number}} stats
 */

/**
 * Counts the tests of a Vitest run. A file that could not be loaded has no failed test of its own and counts as one.
 *
 * @param {VitestReport} report
 * @returns {Count}
 */
export function countVitest(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts the tests of a Playwright run. One that passed at a second try has passed.
 *
 * @param {PlaywrightReport} report
 * @returns {Count}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
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
  if (!counted) return { passed: 0, failed: 1, skipped: 0 };
  return !ok && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
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
    }),
    { passed: 0, failed: 0, skipped: 0 },
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
