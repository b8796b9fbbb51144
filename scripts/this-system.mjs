import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { run, StepFailure } from "./run-step.mjs";
import { systemOf } from "./system-packages.mjs";

/** @typedef {import("./system-packages.mjs").Program} Program */

const LOCK_LIMIT_S = 300;
const LOCK_RETRY_MS = 3_000;

/** Which of the known systems this is; undefined for others. */
export const system = systemOf(process.platform, readOsRelease());

/** Whether this process may install system packages without asking. */
export const isRoot = process.getuid?.() === 0;

/** Whether missing programs are installed here by us: only with apt, and only when nobody has to be asked. */
export const canInstallPrograms = isRoot && system === "debian" && findOnPath("apt-get") !== undefined;

function readOsRelease() {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}

/**
 * Where a command is found on PATH.
 *
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function findOnPath(name) {
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(directory, name);
    if (directory && isExecutable(path)) return path;
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {boolean} whether it is a file that may be executed
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Those of the programs that are not on PATH under any of their names.
 *
 * @param {Program[]} programs
 * @returns {Program[]}
 */
export function missingPrograms(programs) {
  return programs.filter(({ names }) => !names.some((name) => findOnPath(name)));
}

/**
 * Installs Debian packages. Waits while another apt is at work. A failed update of the lists is no reason to stop: one
 * broken source of many makes it fail.
 *
 * @param {string[]} packages
 */
export async function aptInstall(packages) {
  await apt(["update"]);
  const { ok, output } = await apt(["install", "-y", "--no-install-recommends", ...packages]);
  if (!ok) throw new StepFailure(`apt-get could not install ${packages.join(" ")}.`, output);
}

/** @param {string[]} parameters */
async function apt(parameters) {
  const giveUpAtMs = Date.now() + LOCK_LIMIT_S * 1000;
  for (;;) {
    const result = await run("apt-get", ["-o", `DPkg::Lock::Timeout=${LOCK_LIMIT_S}`, ...parameters], {
      env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    });
    // The option covers dpkg's lock; the lock on the package lists fails at once.
    if (result.ok || !result.output.includes("Could not get lock") || Date.now() > giveUpAtMs) return result;
    await wait(LOCK_RETRY_MS);
  }
}
