import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, runOrFail, step, StepFailure } from "./run-step.mjs";
import { installCommand, listInWords, packagesFor } from "./system-packages.mjs";
import { aptInstall, canInstallPrograms, isRoot, missingPrograms, system } from "./this-system.mjs";

/** @typedef {import("./system-packages.mjs").Program} Program */

/** @type {Program[]} */
const COMPILERS = [
  {
    names: ["python3"],
    purpose: "node-gyp",
    packages: { debian: ["python3"], fedora: ["python3"], arch: ["python"], alpine: ["python3"] },
  },
  {
    names: ["make"],
    purpose: "node-gyp",
    packages: { debian: ["make"], fedora: ["make"], arch: ["make"], alpine: ["make"] },
  },
  {
    names: ["g++"],
    purpose: "compiling",
    packages: { debian: ["g++"], fedora: ["gcc-c++"], arch: ["gcc"], alpine: ["g++"] },
  },
];

/**
 * Makes better-sqlite3 load in this Node: its install script fetches a prebuilt file, or compiles for a minute or two
 * where it cannot. The compilers are looked for only once that has failed, since most people never need them.
 */
export async function ensureDatabaseDriver() {
  if (await loads()) return;
  try {
    await build();
  } catch (failure) {
    const missing = missingPrograms(COMPILERS);
    if (missing.length === 0) throw failure;
    if (!canInstallPrograms) throw new StepFailure(compilersSentence(missing));
    const packages = packagesFor("debian", missing);
    await step(`Installing ${listInWords(packages)} to compile it (apt-get)`, () => aptInstall(packages));
    await build();
  }
}

async function loads() {
  const { ok } = await run(process.execPath, ["-e", "new (require('better-sqlite3'))(':memory:')"], { show: false });
  return ok;
}

function build() {
  return step("Preparing the database driver (compiling takes a minute or two)", async () => {
    await runOrFail("npm", ["rebuild", "better-sqlite3", "--ignore-scripts=false"], {
      env: { npm_config_nodedir: process.env.npm_config_nodedir ?? nodeHeadersPrefix() },
      otherwise: "better-sqlite3 could not be compiled; the end of the output is above.",
    });
    if (!(await loads())) throw new StepFailure("better-sqlite3 was compiled but does not load in this Node.");
  });
}

/**
 * Where this Node's own header files are, so that none have to be downloaded to compile.
 *
 * @returns {string | undefined} nothing when this Node came without them
 */
function nodeHeadersPrefix() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  try {
    const header = readFileSync(join(prefix, "include/node/node_version.h"), "utf8");
    const part = (/** @type {string} */ name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(header)?.[1];
    const version = ["MAJOR", "MINOR", "PATCH"].map(part).join(".");
    return version === process.versions.node ? prefix : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Program[]} missing */
function compilersSentence(missing) {
  const names = listInWords(missing.map((program) => program.names.join(" or ")));
  const command = system === "macos" ? "xcode-select --install" : installCommand(system, missing, isRoot);
  return `The database driver has to be compiled on this machine, and that needs ${names}. ${
    command ? `Run: ${command}` : "Install what is missing with your system's package manager"
  }, then start again.`;
}
