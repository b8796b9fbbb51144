import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./build-server.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand } from "./run-step.mjs";

// node scripts/sample-recording.mjs
// Makes the sample recording of the page "Speech to text" anew, from lib/recordings/sample-conversation.ts with the local engine's voices.
const target = join(projectRoot, "components/upload/sample-conversation.mp3");

await runCommand(async () => {
  await bundle({
    "sample-recording": "lib/local-engine/sample-recording/main.ts",
    "synthesis-worker": "lib/local-engine/synthesis/synthesis-worker.ts",
  });
  const main = join(projectRoot, "dist/sample-recording.mjs");
  process.argv = [process.execPath, main, target, join(projectRoot, "dist/synthesis-worker.mjs")];
  await import(pathToFileURL(main).href);
  process.stdout.write(`${target}\n`);
});
