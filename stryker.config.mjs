import { SUBJECTS } from "./scripts/mutation/subjects.mjs";

/** Run by `npm run mutate`, which also holds what survives against what is listed as equivalent. */
export default {
  mutate: Object.values(SUBJECTS).flat(),
  testRunner: "vitest",
  vitest: { configFile: "scripts/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  // It takes long on a machine that is used meanwhile.
  concurrency: 1,
  disableTypeChecks: false,
  // What was tried before with the same code and tests is not tried again.
  incremental: true,
  incrementalFile: ".cache/mutation/incremental.json",
  tempDirName: ".cache/mutation/sandbox",
  ignorePatterns: [".cache", ".data", ".next", "bench", "deploy", "dist", "docs", "e2e", "playwright-report", "shots", "test-results"],
  reporters: ["html", "json"],
  htmlReporter: { fileName: ".cache/mutation/report.html" },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
};
