import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { buildApp } from "./build-app.mjs";
import { ensureClusterPrograms } from "./cluster-programs.mjs";
import { projectRoot } from "./project-root.mjs";
import { databaseTests } from "./database-tests.mjs";
import { countPlaywright, countStep, countVitest } from "./report.mjs";
import { run } from "./run-step.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { startS3Server } from "./services/s3.mjs";

/**
 * @typedef {import("./report.mjs").Count} Count
 *
 * @typedef {(parameters: string[]) => Promise<Count>} TestStep takes what was given after `--`, for the test runners;
 *   throws a StepFailure when it cannot be run at all
 */

/** The tag of end-to-end tests that take long, for what they add to others. */
const LONG = "@long";
const REPORTS = join(projectRoot, ".cache/reports");

/**
 * The whole run by the names of its steps: stages one after the other, of lanes side by side, of steps one after the other. What leaves
 * half of two processors idle, or mostly waits for the vendor's rate, has company.
 */
export const WHOLE_RUN = [[["check"], ["unit"]], [["build"]], [["e2e"]], [["postgres", "fuzz"], ["crash"]]];

/**
 * The steps of the whole run by name.
 *
 * @type {Record<string, TestStep>}
 */
export const TEST_STEPS = {
  check: () =>
    check(
      [["next", "typegen"]],
      [["eslint", ".", "--max-warnings", "0"]],
      [["tsc", "--noEmit"], ["depcruise", "--config", ".dependency-cruiser.mjs", "app", "components", "lib", "server.ts"], ["knip"]],
    ),

  unit: async (parameters) => {
    const report = freshReport("unit");
    const ok = await runTool(
      ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...parameters],
      { env: { NODE_ENV: "test", ...(await testServices()) } },
    );
    return countStep(ok, readReport(report), countVitest);
  },

  postgres: async (parameters) => {
    const report = freshReport("postgres");
    const server = await startPostgres({ fsync: false });
    try {
      const ok = await runTool(
        ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...databaseTests(), ...parameters],
        // The order of commits is drawn as often as before by the tests on SQLite; here it is PostgreSQL that is asked.
        { env: { NODE_ENV: "test", TEST_POSTGRES_URL: server.url(), MODEL_RUNS: "15", ...(await testServices()) } },
      );
      return countStep(ok, readReport(report), countVitest);
    } finally {
      server.remove();
    }
  },

  build: async () => {
    await buildApp({ onlyIfChanged: true, show: true });
    return { passed: 1, failed: 0, skipped: 0, named: [] };
  },

  e2e: (parameters) => e2e(["--grep-invert", LONG, ...parameters]),

  crash: (parameters) => crash(parameters, { CRASH_KILLS: "5", CRASH_SEEDS: "1" }),

  fuzz: (parameters) => fuzz(parameters, { FUZZ_RUNS: "1500", FUZZ_SEED: "1" }),
};

/**
 * The steps that take long, run only by name, each with what its tests read of the environment.
 *
 * @type {Record<string, TestStep>}
 */
export const LONG_TEST_STEPS = {
  "long-e2e": (parameters) => e2e(["--grep", LONG, ...parameters]),

  "long-crash": (parameters) => {
    // Among three in a row are both ways by which recordings reach the vendor.
    const first = randomSeed();
    return crash(parameters, { CRASH_KILLS: "30", CRASH_SEEDS: [first, first + 1, first + 2].join() });
  },

  cluster: async (parameters) => {
    await ensureClusterPrograms();
    return repeatable("cluster", ["-c", "e2e/cluster", ...parameters], { CLUSTER_KILLS: "15", CLUSTER_SEED: "1" });
  },

  "long-fuzz": (parameters) => fuzz(parameters, { FUZZ_RUNS: "20000", FUZZ_SEED: String(randomSeed()) }),
};

/**
 * Uses the app in a browser.
 *
 * @param {string[]} parameters
 */
async function e2e(parameters) {
  return playwright("e2e", parameters, { CHROMIUM_PATH: await ensureBrowser(), ...(await testServices()) });
}

/** @type {Promise<Record<string, string>> | undefined} */
let services;

/** What tests read of the environment about the S3 server that they need: one that is named there, else one that is started once, and ends with this process. */
async function testServices() {
  if (process.env.TEST_S3) return {};
  services ??= startS3Server().then(({ settings }) => ({ TEST_S3: JSON.stringify(settings) }));
  return services;
}

function randomSeed() {
  return Math.floor(Math.random() * 1_000_000);
}

/**
 * Kills the app while tasks are on their way.
 *
 * @param {string[]} parameters
 * @param {{CRASH_KILLS: string, CRASH_SEEDS: string}} usual
 */
function crash(parameters, usual) {
  return repeatable("crash", ["-c", "e2e/crash", ...parameters], usual);
}

/**
 * Throws requests of any kind at the app.
 *
 * @param {string[]} parameters
 * @param {{FUZZ_RUNS: string, FUZZ_SEED: string}} usual
 */
function fuzz(parameters, usual) {
  return repeatable("fuzz", ["-c", "e2e/fuzz", ...parameters], usual);
}

/**
 * Runs tests that draw from a seed, and says how the same run is had once more.
 *
 * @param {string} name of the step
 * @param {string[]} parameters
 * @param {Record<string, string>} usual what the tests read of the environment, where it is not set there
 */
function repeatable(name, parameters, usual) {
  const env = Object.fromEntries(Object.entries(usual).map(([variable, value]) => [variable, process.env[variable] ?? value]));
  const settings = Object.entries(env).map(([variable, value]) => `${variable}=${value}`);
  process.stdout.write(`\nTo repeat this run: ${settings.join(" ")} npm run test:${name}\n`);
  return playwright(name, parameters, env);
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
  const ok = await runTool(["playwright", "test", "--reporter=list,json", ...parameters], { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  return countStep(ok, readReport(report), countPlaywright);
}

/**
 * Runs tools, all of them whatever the others say, and counts each.
 *
 * @param {string[][]} first what the others need
 * @param {string[][][]} lanes each one command after the other, the lanes side by side: none of them uses more than one processor
 * @returns {Promise<Count>}
 */
async function check(first, ...lanes) {
  const outcomes = [...(await runLane(first, true)), ...(await Promise.all(lanes.map((lane) => runLane(lane, false)))).flat()];
  const failed = outcomes.filter(({ ok }) => !ok);
  return { passed: outcomes.length - failed.length, failed: failed.length, skipped: 0, named: failed.map(({ command }) => command.join(" ")) };
}

/**
 * @param {string[][]} lane
 * @param {boolean} show whether what they print goes to the terminal at once, or, unmixed, when each has ended
 */
async function runLane(lane, show) {
  const outcomes = [];
  for (const command of lane) outcomes.push({ command, ok: await runTool(command, { show }) });
  return outcomes;
}

/**
 * Runs a tool of node_modules with its output on the terminal.
 *
 * @param {string[]} command
 * @param {{env?: Record<string, string>, show?: boolean}} [options]
 * @returns {Promise<boolean>} whether it succeeded
 */
async function runTool([name = "", ...parameters], { env = {}, show = true } = {}) {
  const title = `\n> ${name} ${parameters.join(" ")}\n`;
  if (show) process.stdout.write(title);
  const { ok, output } = await run(join(projectRoot, "node_modules/.bin", name), parameters, {
    env: { NEXT_TELEMETRY_DISABLED: "1", ...env },
    show,
  });
  if (!show) process.stdout.write(`${title}${output}`);
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
