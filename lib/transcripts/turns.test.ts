import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTranscript } from "@/lib/transcripts/read-result";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";
import { composeTurns } from "@/lib/transcripts/turns";

const ranges = (...words: Parameters<typeof spoken>) => composeTurns(spoken(...words)).map(({ speaker, from, to }) => [speaker, from, to]);
const monologue = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, index) => ({ text: text(index), lengthMs: 400, pauseMs: 100, speaker: 0 }));

describe("composeTurns", () => {
  it("covers all words in order, each turn of one speaker, without a long pause, and at most 60 s long", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const turns = composeTurns(transcript);
        expect(turns.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index))).toEqual(transcript.words.map((_, index) => index));
        for (const turn of turns) {
          const words = transcript.words.slice(turn.from, turn.to);
          expect(words.every((word) => word.speaker === turn.speaker || (word.kind === "audio-event" && word.speaker === null))).toBe(true);
          words.forEach((word, index) => expect(word.startMs - (words[index - 1]?.endMs ?? word.startMs)).toBeLessThan(2000));
          expect(turn.startMs).toBe(words[0]?.startMs);
          expect(turn.endMs).toBe(words.at(-1)?.endMs);
          if (words.length > 1) expect(turn.endMs - turn.startMs).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });

  it("begins anew with another speaker and after 2 s, not before", () => {
    expect(ranges({ text: "a", speaker: 0 }, { text: "b", speaker: 1 }, { text: "c", speaker: 1, pauseMs: 1999 }, { text: "d", speaker: 1, pauseMs: 2000 })).toEqual([[0, 0, 1], [1, 1, 3], [1, 3, 4]]);
    expect(ranges({ text: "a", speaker: 0 }, { text: "b", speaker: null }, { text: "c", speaker: 0 })).toEqual([[0, 0, 1], [null, 1, 2], [0, 2, 3]]);
  });

  it("leaves an audio event of nobody in the turn it is in", () => {
    const laughter = { text: "(laughter)", kind: "audio-event" } as const;
    expect(ranges(laughter, { text: "a", speaker: 0 }, laughter, { text: "b", speaker: 0 }, laughter, { text: "c", speaker: 1 })).toEqual([[0, 0, 5], [1, 5, 6]]);
    expect(ranges({ text: "a", speaker: 0 }, { ...laughter, speaker: 1 })).toEqual([[0, 0, 1], [1, 1, 2]]);
  });

  it("ends a long turn with a sentence, else at its longest late pause", () => {
    const sentences = composeTurns(spoken(...monologue(300, (index) => (index % 25 === 24 ? "end." : "word"))));
    expect(sentences.map(({ to }) => to)).toEqual([100, 200, 300]);
    const pause = monologue(200, () => "word").map((word, index) => (index === 95 ? { ...word, pauseMs: 600 } : word));
    expect(composeTurns(spoken(...pause))[0]?.to).toBe(95);
  });

  it("leaves events of nobody after a pause to who speaks next", () => {
    const laughter = { text: "(laughter)", kind: "audio-event" } as const;
    expect(ranges({ text: "a", speaker: 0 }, { ...laughter, pauseMs: 2000 }, { text: "b", speaker: 1 })).toEqual([[0, 0, 1], [1, 1, 3]]);
  });

  /** Where the turns end of words of half a second without pauses, where sentences end before the words `sentences`. */
  const ends = (count: number, sentences: readonly number[] = [], pauses: Readonly<Record<number, number>> = {}) =>
    composeTurns(spoken(...Array.from({ length: count }, (_, index) => ({ text: sentences.includes(index + 1) ? "end." : "word", lengthMs: 500, pauseMs: pauses[index] ?? 0, speaker: 0 })))).map(({ to }) => to);

  it("lets a turn last 60 s, and breaks a longer one in its last 20 s", () => {
    expect(ends(120, [100])).toEqual([120]);
    expect(ends(121)).toEqual([120, 121]);
    expect(ends(121, [80])).toEqual([120, 121]);
    expect(ends(121, [81, 30])).toEqual([81, 121]);
    expect(ends(121, [81, 118])).toEqual([118, 121]);
    expect(ends(360, [140])).toEqual([120, 240, 360]);
    expect(ends(1000, [100, 200, 300, 400, 500, 600, 700, 800, 900])).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it("breaks at the longest of the late pauses, at the last of equal ones", () => {
    expect(ends(121, [], { 100: 1 })).toEqual([100, 121]);
    expect(ends(121, [], { 90: 300, 95: 300, 97: 299, 60: 900 })).toEqual([95, 121]);
  });

  it("breaks no turn that is short enough, whoever speaks next", () => {
    const words = Array.from({ length: 100 }, (_, index) => ({ text: index === 89 ? "end." : "word", lengthMs: 500, speaker: 0 }));
    expect(ranges(...words, { text: "yes", speaker: 1 })).toEqual([[0, 0, 100], [1, 100, 101]]);
  });

  it("bounds the turns of a text without times, which break at sentences, too", () => {
    const endsOf = (sentences: readonly number[]) => composeTurns(readTranscript({ text: Array.from({ length: 2000 }, (_, index) => (sentences.includes(index + 1) ? "end." : "word")).join(" ") }, null)).map(({ to }) => to);
    expect(endsOf([])).toEqual([500, 1000, 1500, 2000]);
    expect(endsOf([200, 600])).toEqual([500, 1000, 1500, 2000]);
    expect(endsOf([180, 360, 540, 720, 1080, 1440, 1800])).toEqual([360, 720, 1080, 1440, 1800, 2000]);
  });
});
