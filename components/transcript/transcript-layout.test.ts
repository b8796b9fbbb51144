import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutTranscript, partsOfTurn, spanOfWord, spansOfPassage, wordAtOffset, wordsOfTurn } from "@/components/transcript/transcript-layout";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript } from "@/lib/transcripts/transcripts-for-tests";

const layouts = anyTranscript.map(layOutTranscript);
const textOf = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join("");

describe("a layout", () => {
  it("loses nothing of the text, whole or word by word", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const text = layout.transcript.words.length > 0 ? transcriptText(layout.transcript) : "";
        expect(layout.turns.map((_, turn) => textOf(partsOfTurn(layout, turn))).join("")).toBe(text);
        expect(layout.turns.map((_, turn) => textOf(wordsOfTurn(layout, turn))).join("")).toBe(text);
        layout.turns.forEach((_, turn) => {
          expect(text.slice(layout.turnOffsets[turn], layout.turnOffsets[turn + 1])).toBe(textOf(partsOfTurn(layout, turn)));
        });
      }),
    );
  });

  it("has as few pieces as events allow", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        layout.turns.forEach((_, turn) => {
          const parts = partsOfTurn(layout, turn);
          expect(parts.some((part, place) => !part.isEvent && parts[place + 1]?.isEvent === false)).toBe(false);
        });
      }),
    );
  });

  it("finds every word where it stands", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        layout.transcript.words.forEach((word, index) => {
          const span = spanOfWord(layout, index);
          expect(span).not.toBeNull();
          if (span === null) return;
          expect(textOf(partsOfTurn(layout, span.turn)).slice(span.start, span.end)).toBe(word.text);
          if (word.text !== "") expect(wordAtOffset(layout, span.turn, span.end - 1)).toBe(index);
        });
        expect(spanOfWord(layout, layout.transcript.words.length)).toBeNull();
        expect(spanOfWord(layout, -1)).toBeNull();
      }),
    );
  });

  it("cuts a passage into those of its turns, nothing lost and nothing twice", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), fc.nat(), (layout, first, second) => {
        const text = layout.transcript.words.length > 0 ? transcriptText(layout.transcript) : "";
        const [start = 0, end = 0] = [first % (text.length + 1), second % (text.length + 1)].sort((a, b) => a - b);
        const spans = spansOfPassage(layout, { start, end });
        expect(spans.map(({ turn, ...span }) => textOf(partsOfTurn(layout, turn)).slice(span.start, span.end)).join("")).toBe(text.slice(start, end));
        expect(spans.every((span) => span.end > span.start)).toBe(true);
      }),
    );
  });
});
