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

  e2e: async (parameters) => {
    const browser = await ensureBrowser();
    const report = freshReport("e2e");
    const ok = await runTool(["playwright", "test", "--reporter=list,json", ...parameters], {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    });
    return countStep(ok, readReport(report), countPlaywright);
  },
};

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
