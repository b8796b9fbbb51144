import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planReading } from "./reading";

const writtenWord = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z]{1,12}[.,!?;:—]?$/) },
  fc.constantFrom("42", "Dr.", "U.S.", "—", "-", "🎉", "世界", "“Hi!”", "$5", "...", "-p", "--setf", "<speak>", "x".repeat(400)),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);
const space = fc.constantFrom(" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0");
const writtenText = fc
  .array(fc.tuple(writtenWord, space), { maxLength: 150 })
  .map((parts) => parts.map(([word, gap]) => word + gap).join(""));

const collapse = (text: string) => text.trim().split(/\s+/).join(" ");
const spokenPassages = (text: string) =>
  planReading(text).passages.map(({ pieces }) => pieces.map(({ spoken }) => spoken).join(" "));

describe("planReading", () => {
  it("reports the text as it was written, with its white space collapsed", () => {
    fc.assert(
      fc.property(writtenText, (text) => {
        const { words } = planReading(text);
        if (words.length > 0) expect(words.join(" ")).toBe(collapse(text));
      }),
    );
  });

  it("speaks every word, in order, in passages of at most 300 characters", () => {
    fc.assert(
      fc.property(writtenText, (text) => {
        const { words, passages } = planReading(text);
        const indexes = passages.flatMap(({ pieces }) => pieces.map(({ wordIndex }) => wordIndex));
        expect([...new Set(indexes)]).toEqual([...words.keys()]);
        expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
        for (const { pieces } of passages) {
          expect(pieces.map(({ spoken }) => spoken).join(" ").length).toBeLessThanOrEqual(300);
          for (const { spoken } of pieces) expect(spoken).toMatch(/^(?=.*[A-Za-z0-9])[\x20-\x7e]{1,100}$/);
        }
      }),
    );
  });

  it("keeps what cannot be spoken with the word before it, or the first word", () => {
    expect(planReading("🎉 Hello 世界 to — you ...").words).toEqual(["🎉 Hello 世界", "to —", "you ..."]);
  });

  it("has nothing to read where nothing can be spoken", () => {
    expect(planReading("こんにちは 🎉 — ... \n")).toEqual({ words: [], passages: [] });
    expect(planReading("")).toEqual({ words: [], passages: [] });
  });

  it("pauses at a dash on its own", () => {
    expect(spokenPassages("Well — maybe.")).toEqual(["Well, maybe."]);
  });

  it("ends a passage at a paragraph and at a line that stands alone, not inside wrapped prose", () => {
    expect(spokenPassages("First line\nSecond line\nwrapped.\n\nNew.")).toEqual(["First line", "Second line wrapped.", "New."]);
    expect(planReading("One.\n\nTwo.\nThree.").passages.map(({ endsParagraph }) => endsParagraph)).toEqual([true, false, false]);
  });

  it("divides a long paragraph at the end of a sentence, not after an abbreviation", () => {
    const sentence = "This sentence is written only to be somewhat long, and it has a comma.";
    const four = Array<string>(4).fill(sentence).join(" ");
    const last = "We met Dr. Smith there and went on for a while.";
    expect(spokenPassages(`${four} ${last}`)).toEqual([four, last]);
  });

  it("divides a sentence that is too long after a comma", () => {
    const clause = "and then another clause followed that went on and on,";
    expect(spokenPassages(`${clause} `.repeat(7)).every((passage) => passage.endsWith(","))).toBe(true);
  });
});
