import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { completeLock, missingPlatformPackages } from "./lock-completion.mjs";
import { projectRoot } from "./project-root.mjs";

test("package-lock.json has every platform's packages (otherwise: node scripts/complete-lock.mjs)", () => {
  const lock = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8"));
  expect(missingPlatformPackages(lock)).toEqual({});
});

describe("missingPlatformPackages", () => {
  const swc = { version: "1.0.0", dev: true, optionalDependencies: { "@next/swc-linux-arm64-musl": "1.0.0" } };

  test("finds out from the name what a package is for", () => {
    expect(missingPlatformPackages({ packages: { "node_modules/swc": swc } })).toEqual({
      "node_modules/@next/swc-linux-arm64-musl": {
        version: "1.0.0",
        cpu: ["arm64"],
        dev: true,
        libc: ["musl"],
        optional: true,
        os: ["linux"],
      },
    });
  });

  test.each(["node_modules/@next/swc-linux-arm64-musl", "node_modules/swc/node_modules/@next/swc-linux-arm64-musl"])(
    "leaves alone what is there, at %s",
    (path) => {
      expect(missingPlatformPackages({ packages: { "node_modules/swc": swc, [path]: { version: "1.0.0" } } })).toEqual({});
    },
  );

  test.each([
    ["has a range for a version", { "@next/swc-linux-x64-gnu": "^1.0.0" }],
    ["is not for one processor", { fsevents: "2.3.3" }],
  ])("leaves alone what %s", (_, optionalDependencies) => {
    expect(missingPlatformPackages({ packages: { "node_modules/a": { optionalDependencies } } })).toEqual({});
  });
});

test("a completed lock file keeps everything, lacks nothing and stays as it is when completed again", () => {
  const lock = {
    name: "app",
    packages: { "": {}, "node_modules/swc": { optionalDependencies: { "a-win32-x64": "1.0.0", "z-darwin-arm64": "1.0.0" } } },
  };
  const completed = completeLock(lock);
  expect(completed).toMatchObject(lock);
  expect(Object.keys(completed.packages)).toEqual(["", "node_modules/a-win32-x64", "node_modules/swc", "node_modules/z-darwin-arm64"]);
  expect(completeLock(completed)).toEqual(completed);
});
