import fc from "fast-check";
import { expect, it } from "vitest";
import { firstWords } from "@/lib/speech/first-words";

it("gives a short text as one line", () => {
  expect(firstWords("  Two\n\nlines. ")).toBe("Two lines.");
});

it("is one line, is not longer than asked, and begins as the text does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, length) => {
      const line = text.trim().replace(/\s+/gu, " ");
      const short = firstWords(text, length);
      if (short === line) return;
      expect(short).toMatch(/^[^\r\n\t]*…$/u);
      expect([...new Intl.Segmenter().segment(short)].length).toBeLessThanOrEqual(length + 1);
      expect(line.startsWith(short.slice(0, -1))).toBe(true);
    }),
  );
});

it("ends with a whole word", () => {
  expect(firstWords("Good morning everybody", 15)).toBe("Good morning…");
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
