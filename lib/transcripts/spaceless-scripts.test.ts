import { describe, expect, it } from "vitest";
import { hasSpacelessScript, meetWithoutSpace } from "@/lib/transcripts/spaceless-scripts";

/** One of each script that puts no spaces between words, and of the punctuation that goes with them. */
const SPACELESS = ["日", "ひ", "カ", "ก", "ກ", "ក", "က", "ཀ", "。", "・", "！", "ｱ"];

describe("hasSpacelessScript", () => {
  it.each(SPACELESS)("finds %s anywhere in a text", (character) => {
    expect([character, `a${character}`, `${character}a`, `a${character}a`].every(hasSpacelessScript)).toBe(true);
  });

  it.each(["", "abc", "한국어", "مرحبا", "שלום", "हिन्दी", "Ωμέγα", "…", "👩🏽‍🚀", "42"])("finds none in %j", (text) => {
    expect(hasSpacelessScript(text)).toBe(false);
  });
});

describe("meetWithoutSpace", () => {
  it.each(SPACELESS)("is so with %s at the edge, on either side", (character) => {
    expect([meetWithoutSpace(character, "a"), meetWithoutSpace(`a${character}`, "a"), meetWithoutSpace("a", character), meetWithoutSpace("a", `${character}a`)]).toEqual([true, true, true, true]);
  });

  it("is not so with one inside, or with none", () => {
    expect([meetWithoutSpace("日a", "b"), meetWithoutSpace("a", "b日"), meetWithoutSpace("a", "b"), meetWithoutSpace("", "")]).toEqual([false, false, false, false]);
  });

  it("sees a letter behind its marks", () => {
    expect([meetWithoutSpace("か\u3099", "a"), meetWithoutSpace("か\u3099\u0301", "a"), meetWithoutSpace("a\u0301", "b"), meetWithoutSpace("か\u3099a", "b")]).toEqual([true, true, false, false]);
    expect(meetWithoutSpace(`${"a".repeat(100)}日`, "b")).toBe(true);
  });

  it("comes to an end with a word of nothing but marks", () => {
    expect(meetWithoutSpace(`${"\u0e48".repeat(40_000)}a`, "b")).toBe(false);
  });
});
