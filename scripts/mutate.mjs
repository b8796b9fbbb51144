import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EQUIVALENTS } from "./mutation/equivalents.mjs";
import { projectRoot } from "./project-root.mjs";
import { SUBJECTS } from "./mutation/subjects.mjs";
import { findEquivalent, readMutants } from "./mutation/survivors.mjs";

/**
 * Changes the pure core in thousands of small ways, and expects a test to fail for each: all of it, or the subjects that are named
 * (`npm run mutate -- turns cues`). What survives is to be killed by a test, or to be listed as equivalent with its reason.
 */
const subjects = Object.entries(SUBJECTS).filter(([name]) => process.argv.length === 2 || process.argv.includes(name));
if (subjects.length === 0) throw new Error(`There are these subjects: ${Object.keys(SUBJECTS).join(", ")}.`);
const files = subjects.flatMap(([, modules]) => modules);

const { status } = spawnSync(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "--mutate", files.join()], { cwd: projectRoot, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

const mutants = readMutants(JSON.parse(readFileSync(join(projectRoot, ".cache/mutation/report.json"), "utf8"))).filter(({ file }) => files.includes(file));
const survivors = mutants.filter(({ isKilled }) => !isKilled);
const alive = survivors.filter((mutant) => findEquivalent(EQUIVALENTS, mutant) === undefined);
const outdated = EQUIVALENTS.filter((equivalent) => files.includes(equivalent.file) && !survivors.some((mutant) => findEquivalent([equivalent], mutant)));

for (const { file, row, line, original, replacement } of alive) process.stdout.write(`\n${file}:${row}\n  ${line}\n- ${original}\n+ ${replacement}\n`);
for (const { file, line, original, replacement } of outdated) process.stdout.write(`\nListed as equivalent, and no survivor: ${file}\n  ${line}\n- ${original}\n+ ${replacement}\n`);

process.stdout.write("\nsubject      mutants  killed  equivalent  alive\n");
for (const [name, modules] of [...subjects, /** @type {[string, string[]]} */ (["all", files])]) {
  const within = (/** @type {{file: string}} */ { file }) => modules.includes(file);
  const all = mutants.filter(within).length;
  const survived = survivors.filter(within).length;
  const left = alive.filter(within).length;
  process.stdout.write(`${name.padEnd(12)} ${[all, all - survived, survived - left, left].map((count, column) => String(count).padStart([7, 7, 11, 6][column] ?? 0)).join(" ")}\n`);
}
if (alive.length > 0 || outdated.length > 0) process.exitCode = 1;
