import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLock } from "./lock-completion.mjs";
import { projectRoot } from "./project-root.mjs";

// Run after dependencies have changed; a test says so when it is needed.
const path = join(projectRoot, "package-lock.json");
writeFileSync(path, `${JSON.stringify(completeLock(JSON.parse(readFileSync(path, "utf8"))), null, 2)}\n`);
