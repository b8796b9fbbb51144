import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { buildApp } from "./build-app.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { projectRoot } from "./project-root.mjs";
import { run, runCommand, StepFailure } from "./run-step.mjs";

const SHOTS = join(projectRoot, "shots");

// node scripts/shots.mjs [--readme] [parameters for Playwright]
const given = process.argv.slice(2);
const parameters = given.filter((parameter) => parameter !== "--readme");

await runCommand(async () => {
  await installDependencies();
  await ensurePrograms();
  const CHROMIUM_PATH = await ensureBrowser();
  await buildApp({ onlyIfChanged: true });
  // Of a part of the pages, the pictures of the others stay.
  if (parameters.length === 0) rmSync(SHOTS, { recursive: true, force: true });
  const { ok } = await run(join(projectRoot, "node_modules/.bin/playwright"), ["test", "-c", "e2e/shots", "--reporter=line", ...parameters], { env: { CHROMIUM_PATH }, show: true });
  if (given.includes("--readme")) cpSync(join(SHOTS, "readme"), join(projectRoot, "docs/pictures"), { recursive: true });
  if (!ok) throw new StepFailure("Not all pages could be brought into all of their states; the pictures that were taken are in shots/.");
});
