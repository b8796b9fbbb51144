import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { buildApp } from "./build-app.mjs";
import { projectRoot } from "./project-root.mjs";
import { countPlaywright, countStep, countVitest } from "./report.mjs";
import { run } from "./run-step.mjs";

/**
 * @typedef {import("./report.mjs").Count} Count
 *
 * @typedef {(parameters: string[]) => Promise<Count>} TestStep takes what was given after `--`, for the test runners;
 *   throws a StepFailure when it cannot be run at all
 */

const REPORTS = join(projectRoot, ".cache/reports");

/**
 * The steps of the whole run by name, in their order.
 *
 * @type {Record<string, TestStep>}
 */
export const TEST_STEPS = {
  types: () => check([["next", "typegen"], ["tsc", "--noEmit"]]),

  lint: () =>
    check([
      ["eslint", ".", "--max-warnings", "0"],
      ["depcruise", "--config", ".dependency-cruiser.mjs", "app", "components", "lib", "server.ts"],
      ["knip"],
    ]),

  unit: async (parameters) => {
    const report = freshReport("unit");
    const ok = await runTool(
      ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...parameters],
      { NODE_ENV: "test" },
    );
    return countStep(ok, readReport(report), countVitest);
  },

  build: async () => {
    await buildApp({ onlyIfChanged: true, show: true });
    return { passed: 1, failed: 0, skipped: 0 };
  },

  e2e: async (parameters) => playwright("e2e", parameters, { CHROMIUM_PATH: await ensureBrowser() }),

  crash: (parameters) => crash(parameters, { CRASH_KILLS: "5", CRASH_SEEDS: "1" }),
};

/**
 * The steps that take long, run only by name, each with what its tests read of the environment.
 *
 * @type {Record<string, TestStep>}
 */
export const LONG_TEST_STEPS = {
  "long-crash": (parameters) => crash(parameters, { CRASH_KILLS: "30", CRASH_SEEDS: longSeeds() }),
};

/** Three seeds, others each time, among them both ways by which recordings reach the vendor. */
function longSeeds() {
  const first = Math.floor(Math.random() * 1_000_000);
  return [first, first + 1, first + 2].join();
}

/**
 * Kills the app while tasks are on their way. CRASH_SEEDS and CRASH_KILLS, where they are set, go before these.
 *
 * @param {string[]} parameters
 * @param {{CRASH_KILLS: string, CRASH_SEEDS: string}} usual
 * @returns {Promise<Count>}
 */
function crash(parameters, usual) {
  const { CRASH_KILLS = usual.CRASH_KILLS, CRASH_SEEDS = usual.CRASH_SEEDS } = process.env;
  process.stdout.write(`\nTo repeat this run: CRASH_SEEDS=${CRASH_SEEDS} CRASH_KILLS=${CRASH_KILLS} npm run test:crash\n`);
  return playwright("crash", ["-c", "e2e/crash", ...parameters], { CRASH_KILLS, CRASH_SEEDS });
}

/**
 * Runs Playwright and counts its tests.
 *
 * @param {string} name of the report
 * @param {string[]} parameters
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function playwright(name, parameters, env = {}) {
  const report = freshReport(name);
  const ok = await runTool(["playwright", "test", "--reporter=list,json", ...parameters], { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return countStep(ok, readReport(report), countPlaywright);
}

/**
 * Runs tools, all of them whatever the others say, as one check.
 *
 * @param {string[][]} commands
 * @returns {Promise<Count>}
 */
async function check(commands) {
  let allOk = true;
  for (const command of commands) {
    const ok = await runTool(command);
    allOk &&= ok;
  }
  return { passed: allOk ? 1 : 0, failed: allOk ? 0 : 1, skipped: 0 };
}

/**
 * Runs a tool of node_modules with its output on the terminal.
 *
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 * @returns {Promise<boolean>} whether it succeeded
 */
async function runTool([name = "", ...parameters], env = {}) {
  process.stdout.write(`\n> ${name} ${parameters.join(" ")}\n`);
  const { ok } = await run(join(projectRoot, "node_modules/.bin", name), parameters, {
    env: { NEXT_TELEMETRY_DISABLED: "1", ...env },
    show: true,
  });
  return ok;
}

/**
 * The path of a step's JSON report, with none of an earlier run there.
 *
 * @param {string} name
 */
function freshReport(name) {
  const path = join(REPORTS, `${name}.json`);
  rmSync(path, { force: true });
  mkdirSync(REPORTS, { recursive: true });
  return path;
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
