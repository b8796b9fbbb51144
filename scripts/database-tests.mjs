import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "./project-root.mjs";

/** What opens whatever database is there for a test, and what else of tests opens it by that. A test that is about SQLite itself opens it by itself. */
const OPENER = "test-database";
const ABOUT_SQLITE = /from "better-sqlite3"/;

/** The tests of which an import opens the database. */
const BY_IMPORT = ["e2e/model/lifecycle.test.ts"];

/**
 * The test files whose tests depend on the database, which are run on PostgreSQL too.
 *
 * @returns {string[]} their paths from the root
 */
export function databaseTests() {
  const files = ["app", "lib"].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  const texts = new Map(files.filter((path) => path.endsWith(".ts")).map((path) => [path, readFileSync(join(projectRoot, path), "utf8")]));
  const openers = new Set([OPENER]);
  /** @param {string} text */
  const opens = (text) => [...text.matchAll(/(?:from |import\()"[^"]*\/(test-[^"/]+)"/g)].some(([, name = ""]) => openers.has(name));
  for (let before = 0; before < openers.size; ) {
    before = openers.size;
    for (const [path, text] of texts) if (/^test-.*\.ts$/.test(basename(path)) && opens(text)) openers.add(basename(path, ".ts"));
  }
  const tests = [...texts].filter(([path, text]) => path.endsWith(".test.ts") && opens(text) && !ABOUT_SQLITE.test(text)).map(([path]) => path);
  return [...tests.toSorted(), ...BY_IMPORT];
}
