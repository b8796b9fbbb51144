import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./project-root.mjs";

const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(projectRoot, name), "utf8"));
const manifest = read("package.json");
const lock = read("package-lock.json");
/** @type {[string, Record<string, any>][]} */
const packages = Object.entries(lock.packages);

test("the packages that want to run something when they are installed are those that were looked at", () => {
  const wanting = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(wanting.sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed)).toEqual([["better-sqlite3", true]]);
  expect(readFileSync(join(projectRoot, "scripts/install-dependencies.mjs"), "utf8")).toContain('"ci", "--ignore-scripts"');
});

test("every version is exact, and the lock says the same", () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.values(wanted).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]))).toEqual(wanted);
});

test("every package comes from the registry and is known by its hash; only what other systems need is known by its version alone", () => {
  for (const [path, { integrity, optional, resolved, link, version }] of packages) {
    if (path === "") continue;
    expect(link, path).toBeUndefined();
    expect(resolved ?? "https://registry.npmjs.org/", path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    expect(version, path).toMatch(/^\d+\.\d+\.\d+/);
    if (optional !== true) expect(integrity, path).toMatch(/^sha512-/);
  }
});
