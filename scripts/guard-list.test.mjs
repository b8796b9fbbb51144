import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GUARDS } from "./guard-list.mjs";
import { projectRoot } from "./project-root.mjs";

it.each(GUARDS)("$name: is where the list says", ({ file, edits }) => {
  const source = readFileSync(join(projectRoot, file), "utf8");
  for (const [present] of edits) expect(source.split(present)).toHaveLength(2);
});
