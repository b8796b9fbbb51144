import { expect, it } from "vitest";
import { firstWords } from "./first-words";

it("gives a short text as one line", () => {
  expect(firstWords("  Two\n\nlines. ")).toBe("Two lines.");
});

it("ends with a whole word", () => {
  const text = "The lamp of the lighthouse had not burned for thirty years. When its beam went over the village";
  expect(firstWords(text)).toBe("The lamp of the lighthouse had not burned for thirty years. When its beam went…");
  expect(firstWords(`${"a".repeat(75)} word more`)).toBe(`${"a".repeat(75)} word…`);
});

it("ends with nothing that goes on", () => {
  expect(firstWords(`${"a".repeat(75)}, word and more`)).toBe(`${"a".repeat(75)}…`);
});

it("cuts what has no spaces", () => {
  expect(firstWords("灯".repeat(100))).toBe(`${"灯".repeat(80)}…`);
  expect(firstWords(`See ${"x".repeat(100)}`)).toBe(`See ${"x".repeat(76)}…`);
});
