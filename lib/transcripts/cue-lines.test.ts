import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CuePiece, fillLines, layOutLines } from "@/lib/transcripts/cue-lines";

/** Pieces from their texts: a space behind one stands behind the piece, "+" glues it to the next. */
const pieces = (...texts: string[]): CuePiece[] => texts.map((text) => ({ text: text.replace(/\+?\s?$/, ""), spaceAfter: text.endsWith(" "), gluedToNext: /\+\s?$/.test(text) }));
const sentence = (text: string) => pieces(...text.split(" ").map((word) => `${word} `));

describe("fillLines", () => {
  it("sets as many pieces in a line as it takes, to the last letter", () => {
    expect(fillLines(sentence("ab cd ef"), 5)).toEqual(["ab cd", "ef"]);
    expect(fillLines(sentence("ab cd ef"), 4)).toEqual(["ab", "cd", "ef"]);
    expect(fillLines(pieces("ab", "cd", "ef"), 4)).toEqual(["abcd", "ef"]);
    expect(fillLines(pieces("ab", "cd", "ef"), 3)).toEqual(["ab", "cd", "ef"]);
  });

  it("gives a longer piece a line of its own, and nothing of nothing", () => {
    expect(fillLines(sentence("a abcdef b"), 3)).toEqual(["a", "abcdef", "b"]);
    expect(fillLines(sentence("abcdef"), 3)).toEqual(["abcdef"]);
    expect(fillLines([], 3)).toEqual([]);
  });

  it("does not part what belongs together, as long as it fits in a line", () => {
    expect(fillLines(pieces("xx ", "abcd+", ","), 7)).toEqual(["xx", "abcd,"]);
    expect(fillLines(pieces("xx ", "abcd+", ","), 8)).toEqual(["xx abcd,"]);
    expect(fillLines(pieces("xx ", "abcd", ","), 7)).toEqual(["xx abcd", ","]);
    expect(fillLines(pieces("xx ", "abcd+", ","), 5)).toEqual(["xx", "abcd,"]);
    expect(fillLines(pieces("xx ", "abcd+", ","), 4)).toEqual(["xx", "abcd", ","]);
    expect(fillLines(pieces("x", "abcd+", ","), 5)).toEqual(["x", "abcd,"]);
    expect(fillLines(pieces("xx ", "yy ", "ab+", ","), 8)).toEqual(["xx yy", "ab,"]);
    expect(fillLines(pieces("x ", "a+", "b+", "c ", "d"), 4)).toEqual(["x", "abc", "d"]);
    expect(fillLines(pieces("x ", "a+ ", "b ", "c"), 5)).toEqual(["x a b", "c"]);
    expect(fillLines(pieces("x ", "a+ ", "b ", "c"), 4)).toEqual(["x", "a b", "c"]);
  });
});

describe("layOutLines", () => {
  it("makes lines about equally long", () => {
    expect(layOutLines(sentence("aa bb cc dd ee"), 11)).toEqual(["aa bb cc", "dd ee"]);
    expect(layOutLines(sentence("aa bb cc dd ee"), 14)).toEqual(["aa bb cc dd ee"]);
    expect(layOutLines(pieces("ああああ", "い", "ううう"), 6)).toEqual(["ああああ", "いううう"]);
    expect(layOutLines(sentence("a bbbbbbbb"), 8)).toEqual(["a", "bbbbbbbb"]);
    expect(layOutLines([], 8)).toEqual([]);
  });

  it("does not part for their sake what belongs together", () => {
    expect(layOutLines(pieces("a ", "bbbb+", "cccc ", "d"), 10)).toEqual(["a bbbbcccc", "d"]);
  });

  it("keeps the pieces, in as few lines as they fill and none longer than it must be", () => {
    const anyPiece = fc.record({ text: fc.stringMatching(/^[a-z]{1,9}$/), spaceAfter: fc.boolean(), gluedToNext: fc.constant(false) });
    fc.assert(
      fc.property(fc.array(anyPiece), fc.integer({ min: 9, max: 40 }), (any, lineLength) => {
        const lines = layOutLines(any, lineLength);
        expect(lines.join("").replaceAll(" ", "")).toBe(any.map(({ text }) => text).join(""));
        const longest = Math.max(0, ...lines.map((line) => line.length));
        expect(longest).toBeLessThanOrEqual(lineLength);
        expect(lines.length).toBe(fillLines(any, lineLength).length);
        if (longest > Math.max(0, ...any.map(({ text }) => text.length))) expect(fillLines(any, longest - 1).length).toBeGreaterThan(lines.length);
      }),
    );
  });
});
