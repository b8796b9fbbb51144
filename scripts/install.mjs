import { installDependencies } from "./install-dependencies.mjs";
import { runCommand } from "./run-step.mjs";

// Alone, so that an image keeps the installed packages while only sources change.
await runCommand(installDependencies);
