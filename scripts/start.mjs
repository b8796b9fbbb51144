import { buildApp } from "./build-app.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { runCommand } from "./run-step.mjs";
import { serve } from "./serve.mjs";

await runCommand(async () => {
  await installDependencies();
  await ensurePrograms();
  await buildApp({ onlyIfChanged: true });
  await serve({ mode: "production", parameters: [] });
});
