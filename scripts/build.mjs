import { buildApp } from "./build-app.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { runCommand } from "./run-step.mjs";

await runCommand(async () => {
  await installDependencies();
  await buildApp({ onlyIfChanged: false });
});
