import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildApp } from "./build-app.mjs";
import { bundle } from "./build-server.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand } from "./run-step.mjs";

await runCommand(async () => {
  await installDependencies();
  await ensurePrograms();
  await buildApp({ onlyIfChanged: true });
  await bundle({ bench: "bench/bench.ts", "million-queries": "bench/million-queries.ts" });
  process.chdir(projectRoot);
  await import(pathToFileURL(join(projectRoot, "dist/bench.mjs")).href);
});
