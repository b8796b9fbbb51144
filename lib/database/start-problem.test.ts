import { expect, it } from "vitest";
import { DATABASE_LOST } from "@/lib/http/storage-problem";
import { DATABASE_NEWER, databaseStartProblem } from "./start-problem";

const SECRET = "kept-to-itself";
const ADDRESS = `postgres://ada:${SECRET}@db.example:6543/sound`;

const withCode = (code: string, message = "as it is", more = {}) => Object.assign(new Error(message), { code, ...more });
const lost = (cause: Error) => Object.assign(new Error("lost", { cause }), { code: DATABASE_LOST });

it.each([
  ["ENOTFOUND", /host db\.example is not known/],
  ["ECONNREFUSED", /nothing answers at db\.example:6543/],
  ["EHOSTUNREACH", /db\.example:6543 cannot be reached/],
  ["28P01", /password for the user ada is wrong/],
  ["28000", /does not let the user ada in \(as it is\)/],
  ["3D000", /there is no database sound at db\.example:6543\. Make it with: createdb --owner=ada sound/],
  ["53300", /as many connections as it takes/],
  ["57P03", /just starting or stopping/],
  ["XX000", /cannot be used \(as it is\)/],
])("says of %s what it means for DATABASE_URL, and nothing that is secret", (code, sentence) => {
  const problem = databaseStartProblem(lost(withCode(code)), ADDRESS);
  expect(problem).toMatch(/^DATABASE_URL: /);
  expect(problem).toMatch(sentence);
  expect(problem).not.toContain(SECRET);
});

it("says that a host does not answer, that tables may not be made, and what a newer database is in its own words", () => {
  expect(databaseStartProblem(lost(new Error("timeout expired")), ADDRESS)).toBe("DATABASE_URL: db.example:6543 does not answer. Check host and port, and the network and firewalls between.");
  expect(databaseStartProblem(withCode("42501", "permission denied", { severity: "ERROR" }), ADDRESS)).toContain("alter database sound owner to ada");
  expect(databaseStartProblem(withCode(DATABASE_NEWER, "It is newer."), undefined)).toBe("It is newer.");
});

it("leaves everything else to others", () => {
  expect(databaseStartProblem(withCode("ECONNREFUSED"), ADDRESS)).toBeUndefined();
  expect(databaseStartProblem(withCode("SQLITE_FULL"), undefined)).toBeUndefined();
  expect(databaseStartProblem("nothing", ADDRESS)).toBeUndefined();
});
