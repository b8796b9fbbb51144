import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { formatCount, total } from "./report.mjs";
import { printFailure, StepFailure } from "./run-step.mjs";

/** @typedef {import("./report.mjs").Count} Count */

// node scripts/test.mjs [step …] [-- parameters for the test runner]
const given = process.argv.slice(2).filter((argument) => argument !== "--verbose");
const separator = given.includes("--") ? given.indexOf("--") : given.length;
const chosen = given.slice(0, separator);
const parameters = given.slice(separator + 1);

/** @type {Map<string, Count>} */
const counts = new Map();
await count("set-up", async () => {
  await installDependencies();
  await ensurePrograms();
});
if (!counts.has("set-up")) {
  // What it imports may only be there now.
  const { LONG_TEST_STEPS, TEST_STEPS, WHOLE_RUN } = await import("./test-steps.mjs");
  const steps = { ...TEST_STEPS, ...LONG_TEST_STEPS };
  const named = Object.keys(steps).filter((name) => chosen.includes(name));
  for (const lanes of chosen.length === 0 ? WHOLE_RUN : [[named]]) {
    await Promise.all(
      lanes.map(async (lane) => {
        for (const name of lane) {
          process.stdout.write(`\n── ${name}\n`);
          await count(name, () => /** @type {import("./test-steps.mjs").TestStep} */ (steps[name])(parameters));
        }
      }),
    );
  }
}
const sum = total([...counts.values()]);
process.exitCode = sum.failed > 0 ? 1 : 0;
for (const [name, { named }] of counts) for (const text of named) process.stdout.write(`\n${name}: ${text}\n`);
const lines = [...counts].map(([name, counted]) => `${name}: ${formatCount(counted)}`);
process.stdout.write(`\n${[...lines, formatCount(sum)].join("\n")}\n`);

/**
 * Does a part of the run and notes what it counted; a part that could not be done is one failure.
 *
 * @param {string} name
 * @param {() => Promise<Count | void>} part
 */
async function count(name, part) {
  try {
    const counted = await part();
    if (counted) counts.set(name, counted);
  } catch (failure) {
    if (failure instanceof StepFailure) printFailure(failure);
    else process.stderr.write(`${/** @type {Error} */ (failure).stack}\n`);
    counts.set(name, { passed: 0, failed: 1, skipped: 0, named: [/** @type {Error} */ (failure).message] });
  }
}
