import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.mjs";

/** What a test file that runs on whatever database is there begins with; one that is about SQLite itself opens it by itself. */
const OPENS_DATABASE = /\b(startTestInstance|startShareInstance|newTestDatabase)\(/;
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
  const tests = files.filter((path) => path.endsWith(".test.ts")).filter((path) => {
    const text = readFileSync(join(projectRoot, path), "utf8");
    return OPENS_DATABASE.test(text) && !ABOUT_SQLITE.test(text);
  });
  return [...tests.toSorted(), ...BY_IMPORT];
}
