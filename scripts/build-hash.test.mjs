import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildHash } from "./build-hash.mjs";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-hash-"));
  write("package-lock.json", "{}");
  write("app/page.tsx", "one");
});

afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test.each([
  "app/page.tsx",
  "app/tasks/page.tsx",
  "components/ui/button.tsx",
  "lib/voices.json",
  "public/icon.svg",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  ".env.production",
])("%s changes the hash", (path) => {
  const before = buildHash(root);
  write(path, "two");
  expect(buildHash(root)).not.toBe(before);
});

test.each([
  "README.md",
  "next-env.d.ts",
  "lib/voices.test.ts",
  "e2e/app.spec.ts",
  "docs/architecture.md",
  ".data/soundcheck.db",
  "node_modules/next/package.json",
  "notes.log",
])("%s does not change the hash", (path) => {
  const before = buildHash(root);
  write(path, "two");
  expect(buildHash(root)).toBe(before);
});

test("a file that moved changes the hash", () => {
  const before = buildHash(root);
  rmSync(join(root, "app/page.tsx"));
  write("app/other.tsx", "one");
  expect(buildHash(root)).not.toBe(before);
});
