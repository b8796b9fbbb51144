import { defineConfig } from "@playwright/test";

/** Tests without a browser that run several instances of the app on PostgreSQL and S3-compatible storage. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/cluster",
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  // Of one run with 15 kills; what is waited for has limits of its own.
  timeout: 15 * 60_000,
  expect: { timeout: 60_000 },
});
