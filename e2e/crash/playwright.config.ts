import { defineConfig } from "@playwright/test";

/** Tests without a browser that start, kill and start again processes of their own. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/crash",
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  // Of one run with 30 kills; what is waited for has limits of its own.
  timeout: 20 * 60_000,
});
