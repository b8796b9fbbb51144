import { describe, expect, test } from "vitest";
import { formatDuration, tail } from "./step-text.mjs";

describe("tail", () => {
  test("keeps the last lines, without colours", () => {
    expect(tail("one\ntwo\n\u001b[31mthree\u001b[0m\n\n", 2)).toBe("two\nthree");
  });

  test("keeps everything that is short", () => {
    expect(tail("one\n", 5)).toBe("one");
    expect(tail("", 5)).toBe("");
  });
});

test.each([
  [40, "0.0 s"],
  [1_240, "1.2 s"],
  [9_970, "10 s"],
  [59_400, "59 s"],
  [59_700, "1 min 0 s"],
  [125_000, "2 min 5 s"],
])("formats %i ms as %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
