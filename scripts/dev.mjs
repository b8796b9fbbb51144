import { bundleServer } from "./build-server.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { ensurePrograms } from "./programs.mjs";
import { runCommand } from "./run-step.mjs";
import { serve } from "./serve.mjs";

await runCommand(async () => {
  await installDependencies();
  await ensurePrograms();
  await bundleServer();
  await serve({ mode: "development", parameters: ["--dev"] });
});
