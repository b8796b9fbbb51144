import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EQUIVALENTS } from "./mutation/equivalents.mjs";
import { SUBJECTS } from "./mutation/subjects.mjs";
import { holdAgainst, readMutants } from "./mutation/survivors.mjs";
import { projectRoot } from "./project-root.mjs";

/**
 * Changes the pure core in thousands of small ways, and expects a test to fail for each: all of it, or the subjects that are named
 * (`npm run mutate -- turns cues`). What survives is to be killed by a test, or to be listed as equivalent with its reason.
 */
const names = process.argv.slice(2);
const subjects = Object.entries(SUBJECTS).filter(([name]) => names.length === 0 || names.includes(name));
if (subjects.length < names.length) throw new Error(`There are these subjects: ${Object.keys(SUBJECTS).join(", ")}.`);

/** @type {[string, number, number, number, number][]} */
const figures = [];
for (const [subject, { modules }] of subjects) {
  // What was tried before with the same code and tests is not tried again.
  const incremental = ["--incremental", "--incrementalFile", `.cache/mutation/${subject}.json`];
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", ...incremental, "--mutate", modules.join()],
    { cwd: projectRoot, stdio: "inherit", env: { ...process.env, MUTATED_SUBJECT: subject } },
  );
  if (status !== 0) process.exit(status ?? 1);

  const mutants = readMutants(JSON.parse(readFileSync(join(projectRoot, ".cache/mutation/report.json"), "utf8")));
  const survivors = mutants.filter(({ isKilled }) => !isKilled);
  const { alive, outdated } = holdAgainst(EQUIVALENTS.filter(({ file }) => modules.includes(file)), survivors);
  for (const { file, row, line, original, replacement } of alive) process.stdout.write(`\n${file}:${row}\n  ${line}\n- ${original}\n+ ${replacement}\n`);
  for (const { file, line, original, replacement } of outdated) process.stdout.write(`\nListed as equivalent, and not alive: ${file}\n  ${line}\n- ${original}\n+ ${replacement}\n`);
  figures.push([subject, mutants.length, mutants.length - survivors.length, survivors.length - alive.length, alive.length]);
  if (alive.length > 0 || outdated.length > 0) process.exitCode = 1;
}

process.stdout.write("\nsubject    mutants  killed  equivalent  alive\n");
for (const [subject, ...counts] of figures) process.stdout.write(`${subject.padEnd(10)}${counts.map((count, column) => String(count).padStart([8, 8, 12, 7][column] ?? 0)).join("")}\n`);
