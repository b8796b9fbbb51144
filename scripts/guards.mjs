import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "./project-root.mjs";
import { GUARDS } from "./guard-list.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { startS3Server } from "./services/s3.mjs";

/**
 * Proves that the tests notice when a guard is gone: takes each away from a copy of the tree, and expects a test to fail.
 * `npm run test:guards` tries all, `npm run test:guards -- lease` those whose name has this word.
 */
const words = process.argv.slice(2);
const chosen = GUARDS.filter(({ name }) => words.every((word) => name.includes(word)));

const postgres = chosen.some(({ onPostgres }) => onPostgres) ? await startPostgres({ fsync: false }) : undefined;
const s3 = chosen.some(({ inBucket }) => inBucket) ? await startS3Server() : undefined;
const tree = mkdtempSync(join(tmpdir(), "soundcheck-guards-"));
const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: projectRoot, encoding: "utf8" });
try {
  for (const file of listed.stdout.split("\0").filter(Boolean)) cpSync(join(projectRoot, file), join(tree, file), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules"), join(tree, "node_modules"));
  const unnoticed = chosen.filter((guard) => !isNoticed(guard));
  process.stdout.write(`\n${chosen.length - unnoticed.length} of ${chosen.length} guards cannot be taken away unnoticed.\n`);
  if (unnoticed.length > 0 || chosen.length === 0) process.exitCode = 1;
} finally {
  postgres?.remove();
  await s3?.stop();
  rmSync(tree, { recursive: true, force: true });
}

/**
 * Whether a test fails without the guard.
 *
 * @param {import("./guard-list.mjs").Guard} guard
 */
function isNoticed({ name, file, edits, tests, onPostgres }) {
  const path = join(tree, file);
  const original = readFileSync(path, "utf8");
  let without = original;
  for (const [present, instead] of edits) {
    if (without.split(present).length !== 2) throw new Error(`"${name}" is not once in ${file} any more; say in scripts/guard-list.mjs where it is:\n${present}`);
    without = without.replace(present, () => instead);
  }
  writeFileSync(path, without);
  const report = join(dirname(tree), `${tree.split("/").at(-1) ?? ""}.json`);
  try {
    spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=json", `--outputFile=${report}`, ...tests], { cwd: tree, env: { ...process.env, NODE_ENV: "test", TEST_POSTGRES_URL: onPostgres ? postgres?.url() : undefined, TEST_S3: s3 && JSON.stringify(s3.settings) }, timeout: 300_000 });
    /** @type {{testResults: {assertionResults: {status: string, title: string}[]}[]}} */
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === "failed");
    process.stdout.write(failed === undefined ? `NOT NOTICED  ${name}\n` : `noticed      ${name}\n             ${failed.title}\n`);
    return failed !== undefined;
  } finally {
    rmSync(report, { force: true });
    writeFileSync(path, original);
  }
}
