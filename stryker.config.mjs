/** Run by `npm run mutate`, which says what is mutated and which tests are to notice it. */
export default {
  testRunner: "vitest",
  vitest: { configFile: "scripts/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  // It takes long on a machine that is used meanwhile.
  concurrency: 1,
  disableTypeChecks: false,
  warnings: { slow: false },
  tempDirName: ".cache/mutation/sandbox",
  ignorePatterns: [".cache", ".data", ".next", "bench", "deploy", "dist", "docs", "e2e", "playwright-report", "shots", "test-results"],
  reporters: ["progress-append-only", "html", "json"],
  htmlReporter: { fileName: ".cache/mutation/report.html" },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
};
