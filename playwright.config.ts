import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { LOCAL_APP, VENDOR_APP } from "./e2e/addresses";
import { CHROMIUM_ARGS } from "./e2e/chromium-args";

const executablePath = process.env["CHROMIUM_PATH"];

for (const { logFile } of [LOCAL_APP, VENDOR_APP]) mkdirSync(dirname(logFile), { recursive: true });

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  // What passes at its second try only is named at the end of the run.
  retries: 1,
  expect: { timeout: 15_000 },
  globalSetup: "./e2e/start-vendor.ts",
  use: {
    ...devices["Desktop Chrome"],
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: "local engine", testDir: "e2e/local", use: { baseURL: LOCAL_APP.url } },
    { name: "vendor", testDir: "e2e/vendor", use: { baseURL: VENDOR_APP.url } },
  ],
  webServer: [LOCAL_APP, VENDOR_APP].map(({ url, env, logFile }) => ({
    command: `node e2e/serve-app.mjs > ${logFile}`,
    url: `${url}/api/health`,
    env,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 6_000 },
  })),
});
