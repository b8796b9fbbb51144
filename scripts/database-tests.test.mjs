import { expect, it } from "vitest";
import { databaseTests } from "./database-tests.mjs";

it("what opens the database itself, by another file of tests, or by an import is run on PostgreSQL too, and what is about SQLite is not", () => {
  const found = databaseTests();
  expect(found).toEqual(expect.arrayContaining(["lib/work/store.test.ts", "lib/tasks/keep.test.ts", "lib/shares/shares.test.ts", "e2e/model/lifecycle.test.ts"]));
  expect(found).not.toContain("lib/database/commit-together.test.ts");
  expect(found).not.toContain("lib/tasks/lifecycle.test.ts");
});
