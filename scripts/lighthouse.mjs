import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBrowser } from "./browser.mjs";
import { buildApp } from "./build-app.mjs";
import { bundle } from "./build-server.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { projectRoot } from "./project-root.mjs";
import { run, runCommand, step, StepFailure } from "./run-step.mjs";

/** Of the 12th: the 13th needs Node.js 22. As large as all of ours together, so that it is installed beside, when it is first asked for. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const FOLDER = join(projectRoot, ".cache/lighthouse");
const PROGRAM = join(FOLDER, "node_modules/lighthouse/core/index.js");

await runCommand(async () => {
  await installDependencies();
  await ensurePrograms();
  const browser = await ensureBrowser();
  await buildApp({ onlyIfChanged: true });
  if (!existsSync(PROGRAM)) await step(`Installing ${LIGHTHOUSE}`, install);
  await bundle({ lighthouse: "bench/lighthouse.ts" });
  process.chdir(projectRoot);
  const { measurePages } = await import(pathToFileURL(join(projectRoot, "dist/lighthouse.mjs")).href);
  if (!(await measurePages(PROGRAM, browser, process.argv.slice(2)))) process.exitCode = 1;
});

async function install() {
  const { ok, output } = await run("npm", ["install", "--prefix", FOLDER, "--ignore-scripts", "--no-audit", "--no-fund", LIGHTHOUSE]);
  if (!ok) throw new StepFailure("Lighthouse could not be installed.", output);
}
