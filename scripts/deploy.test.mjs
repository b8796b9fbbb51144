import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDockerfile, parseEnv } from "./dockerfile.mjs";
import { projectRoot } from "./project-root.mjs";

const read = (/** @type {string} */ path) => readFileSync(join(projectRoot, path), "utf8");
const known = new Set([...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name));

/**
 * The names before a colon or an equals sign that look like a setting.
 *
 * @param {string} text
 * @param {RegExp} pattern
 */
const namesIn = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

test("what is deployed sets only variables that the app reads", () => {
  const [, app = ""] = /^x-app:[^]*?environment:\n([^]*?)\n {2}\w/m.exec(read("compose.yaml")) ?? [];
  const dockerfile = parseDockerfile(read("Dockerfile")).filter(({ name }) => name === "ENV");
  const set = [
    ...namesIn(app, /^ {4}([A-Z0-9_]+):/gm),
    ...namesIn(read("deploy/soundcheck.service"), /^Environment=([A-Z0-9_]+)=/gm),
    ...dockerfile.flatMap(({ text }) => Object.keys(parseEnv(text))),
  ];
  expect(set.length).toBeGreaterThan(10);
  expect(set.filter((name) => !known.has(name))).toEqual([]);
});
