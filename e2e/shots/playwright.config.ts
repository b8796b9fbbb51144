import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "../chromium-args";

const executablePath = process.env["CHROMIUM_PATH"];

/** No tests: what `npm run shots` brings the pages into their states with. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/shots",
  fullyParallel: true,
  workers: 2,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  use: { launchOptions: { args: CHROMIUM_ARGS, ...(executablePath === undefined ? {} : { executablePath }) } },
});
