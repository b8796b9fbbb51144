import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./build-server.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand } from "./run-step.mjs";

// npm runs it in the repository's root, wherever it was called: a relative folder is meant from there.
const [target] = process.argv.slice(2).filter((argument) => argument !== "--verbose");
const calledIn = process.env.INIT_CWD ?? process.cwd();

await runCommand(async () => {
  await bundle({ backup: "lib/backup/main.ts" });
  process.chdir(projectRoot);
  const main = join(projectRoot, "dist/backup.mjs");
  process.argv = [process.execPath, main, ...(target === undefined ? [] : [resolve(calledIn, target)])];
  await import(pathToFileURL(main).href);
});
