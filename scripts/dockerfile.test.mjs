import { describe, expect, test } from "vitest";
import { parseCommand, parseCopy, parseDockerfile, parseEnv } from "./dockerfile.mjs";

describe("parseDockerfile", () => {
  test("joins lines, and leaves out comments between them", () => {
    const text = "# why\nFROM node:20 AS build\n\nRUN one \\\n # not this\n && two \\\n && three\nUSER node\n";
    expect(parseDockerfile(text)).toEqual([
      { name: "FROM", text: "node:20 AS build" },
      { name: "RUN", text: "one   && two   && three" },
      { name: "USER", text: "node" },
    ]);
  });
});

test.each([
  ["package.json .npmrc ./", { stage: undefined, sources: ["package.json", ".npmrc"], target: "./" }],
  ["--from=build /app /app", { stage: "build", sources: ["/app"], target: "/app" }],
])("COPY %s", (text, copy) => {
  expect(parseCopy(text)).toEqual(copy);
});

test("ENV gives each variable, also quoted ones", () => {
  expect(parseEnv('HOST=0.0.0.0 NAME="two words"')).toEqual({ HOST: "0.0.0.0", NAME: "two words" });
});

describe("parseCommand", () => {
  test("finds the command of a HEALTHCHECK after its options", () => {
    expect(parseCommand('--interval=10s CMD ["node", "healthcheck.mjs"]')).toEqual(["node", "healthcheck.mjs"]);
  });

  test("refuses a command that a shell would have to read", () => {
    expect(() => parseCommand("node server.mjs")).toThrow("exec form");
  });
});
