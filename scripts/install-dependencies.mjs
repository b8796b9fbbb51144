import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabaseDriver } from "./database-driver.mjs";
import { installStamp, isInstalled } from "./install-stamp.mjs";
import { nodeVersionProblem } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { run, step, StepFailure } from "./run-step.mjs";

const MANIFEST = join(projectRoot, "package.json");
const LOCK = join(projectRoot, "package-lock.json");
const INSTALLED_LOCK = join(projectRoot, "node_modules/.package-lock.json");
const STAMP = join(projectRoot, "node_modules/.install-stamp.json");

/**
 * Makes node_modules what package-lock.json says, with a database driver that loads in this Node. Returns at once when
 * nothing has changed since the last time; packages that were installed by hand and fit are kept.
 */
export async function installDependencies() {
  const problem = nodeVersionProblem(process.versions.node, readJson(MANIFEST).engines.node);
  if (problem) throw new StepFailure(problem);

  const lockText = readFileSync(LOCK, "utf8");
  const wanted = installStamp(lockText, process);
  const found = readJson(STAMP);
  const isSameRuntime = found === undefined || found.runtime === wanted.runtime;
  if (found?.lock === wanted.lock && isSameRuntime) return;

  if (!isSameRuntime || !isInstalled(JSON.parse(lockText), readJson(INSTALLED_LOCK) ?? {})) {
    await step("Installing packages", installPackages);
  }
  await ensureDatabaseDriver();
  writeFileSync(STAMP, JSON.stringify(wanted));
}

async function installPackages() {
  // Without install scripts: the only one that is needed has a step of its own. NODE_ENV=production would leave out what
  // the build needs.
  const { ok, output } = await run("npm", ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"]);
  if (ok) return;
  // npm's help on its own usage would push the reason out of sight.
  const [reason = ""] = output.split("npm error Clean install a project");
  throw new StepFailure("npm could not install the packages; its reason is above.", reason);
}

/**
 * @param {string} path
 * @returns {any} undefined when there is no such file, or half of one
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
