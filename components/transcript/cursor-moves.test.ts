import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WORD_KEYS } from "@/components/shortcuts/shortcut-list";
import { moveCursor } from "@/components/transcript/cursor-moves";
import { layOutTranscript, turnOfWord } from "@/components/transcript/transcript-layout";
import { anyTranscript } from "@/lib/transcripts/transcripts-for-tests";

const layouts = anyTranscript.map(layOutTranscript).filter(({ turns }) => turns.length > 0);
const leftToRight = { rightToLeft: false, control: false };

describe("moveCursor", () => {
  it("stays in the transcript for every key", () => {
    const keys = fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End");
    fc.assert(
      fc.property(layouts, fc.nat(), keys, fc.boolean(), fc.boolean(), (layout, seed, key, rightToLeft, control) => {
        const count = layout.transcript.words.length;
        const target = moveCursor(layout, seed % count, key, { rightToLeft, control });
        expect(target).toBeGreaterThanOrEqual(0);
        expect(target).toBeLessThan(count);
      }),
    );
  });

  it("knows the keys that people are told of", () => {
    const [layout] = fc.sample(layouts, 1);
    const told = WORD_KEYS.rows.flatMap(({ keys }) => keys).filter((key) => layout !== undefined && moveCursor(layout, 0, key, leftToRight) !== null);
    expect(told).toEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);
  });

  it("comes to every word by words, and to every turn by turns", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const walk = (key: string) => {
          const visited = [0];
          for (let at = 0; ; ) {
            const next = moveCursor(layout, at, key, leftToRight) ?? at;
            if (next === at) return visited;
            visited.push((at = next));
          }
        };
        expect(walk("ArrowRight")).toEqual(layout.transcript.words.map((_, word) => word));
        expect(walk("ArrowDown")).toEqual(layout.turns.map((turn) => turn.from));
      }),
    );
  });

  it("goes back where it came from, and the other way in text from right to left", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (layout, seed) => {
        const last = layout.transcript.words.length - 1;
        const word = seed % (last + 1);
        const right = moveCursor(layout, word, "ArrowRight", leftToRight) ?? -1;
        if (word < last) expect(moveCursor(layout, right, "ArrowLeft", leftToRight)).toBe(word);
        expect(moveCursor(layout, word, "ArrowLeft", { rightToLeft: true, control: false })).toBe(right);
      }),
    );
  });

  it("keeps to the turn with Home and End", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (layout, seed) => {
        const word = seed % layout.transcript.words.length;
        const turn = turnOfWord(layout, word);
        expect(moveCursor(layout, word, "Home", leftToRight)).toBe(layout.turns[turn]?.from);
        expect(moveCursor(layout, word, "End", leftToRight)).toBe((layout.turns[turn]?.to ?? 0) - 1);
      }),
    );
  });

  it("leaves other keys alone", () => {
    fc.assert(fc.property(layouts, (layout) => { expect(moveCursor(layout, 0, "Enter", leftToRight)).toBeNull(); }));
  });
});
