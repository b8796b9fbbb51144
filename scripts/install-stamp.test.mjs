import { describe, expect, test } from "vitest";
import { installStamp, isInstalled } from "./install-stamp.mjs";

const RUNTIME = { version: "v20.20.2", platform: "linux", arch: "x64" };

describe("installStamp", () => {
  test("is the same for the same lock file and runtime", () => {
    expect(installStamp("{}", RUNTIME)).toEqual(installStamp("{}", RUNTIME));
  });

  test.each([
    ["lock file", "{ }", RUNTIME],
    ["Node", "{}", { ...RUNTIME, version: "v22.1.0" }],
    ["platform", "{}", { ...RUNTIME, platform: "darwin" }],
    ["processor", "{}", { ...RUNTIME, arch: "arm64" }],
  ])("differs with another %s", (_, lockText, runtime) => {
    expect(installStamp(lockText, runtime)).not.toEqual(installStamp("{}", RUNTIME));
  });
});

describe("isInstalled", () => {
  const lock = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/next": { version: "16.0.0" },
      "node_modules/next-darwin": { version: "16.0.0", optional: true },
    },
  };

  test("holds without other platforms' packages", () => {
    expect(isInstalled(lock, { packages: { "node_modules/next": { version: "16.0.0" } } })).toBe(true);
  });

  test.each([
    ["nothing is there", {}],
    ["a package is missing", { packages: { "node_modules/next-darwin": { version: "16.0.0" } } }],
    ["a version differs", { packages: { "node_modules/next": { version: "15.0.0" } } }],
    ["there is one too many", { packages: { "node_modules/next": { version: "16.0.0" }, "node_modules/left": { version: "1.0.0" } } }],
  ])("does not hold when %s", (_, installed) => {
    expect(isInstalled(lock, installed)).toBe(false);
  });
});
