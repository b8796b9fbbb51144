import { defineConfig } from "@playwright/test";

/** Tests without a browser, of one process of their own. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/fuzz",
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 20 * 60_000,
});
