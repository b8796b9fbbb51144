import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, cutTranscript } from "@/lib/transcripts/passage";
import { speakerName } from "@/lib/transcripts/speakers";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";
import type { TimedWord } from "@/lib/transcripts/word-timing";

const END_MS = 500_000;
const anyCuts = fc.uniqueArray(fc.integer({ min: 1, max: END_MS - 1 }), { maxLength: 4 }).map((cuts) => [0, ...cuts.toSorted((left, right) => left - right), END_MS]);
const timed = anyTranscript.filter((transcript) => transcript.timed && transcript.words.every((word) => word.endMs <= END_MS));
const passagesOf = (edges: readonly number[]) => edges.slice(1).map((endMs, index) => ({ startMs: edges[index] ?? 0, endMs }));

describe("the words of a passage", () => {
  it("belong to one of the passages that follow one another, each once and in order, with who said them", () => {
    fc.assert(
      fc.property(timed, anyCuts, (transcript, edges) => {
        const parts = passagesOf(edges).map((passage) => cutTranscript(transcript, passage, END_MS));
        const said = parts.flatMap((part) => part.words.map((word) => [word.text, word.kind, word.speaker === null ? null : part.placesInWhole?.[word.speaker]]));
        expect(said).toEqual(transcript.words.map((word) => [word.text, word.kind, word.speaker]));
      }),
    );
  });

  it("have times in order within the passage, from its start, and those of the whole where they lie in it", () => {
    fc.assert(
      fc.property(timed, anyCuts, (transcript, edges) => {
        for (const passage of passagesOf(edges)) {
          const { words } = cutTranscript(transcript, passage, END_MS);
          let previous = 0;
          for (const { startMs, endMs } of words) {
            expect(startMs).toBeGreaterThanOrEqual(previous);
            expect(endMs).toBeGreaterThanOrEqual(startMs);
            expect(endMs).toBeLessThanOrEqual(passage.endMs - passage.startMs);
            previous = startMs;
          }
          const inside = transcript.words.filter(({ startMs, endMs }) => startMs >= passage.startMs && endMs < passage.endMs);
          const times = words.map(({ startMs, endMs }) => `${startMs}-${endMs}`);
          for (const { startMs, endMs } of inside) expect(times).toContain(`${startMs - passage.startMs}-${endMs - passage.startMs}`);
        }
      }),
    );
  });

  it("are all of the transcript that is left: no speaker, no spacing, no text of what was cut", () => {
    fc.assert(
      fc.property(timed, anyCuts, (transcript, edges) => {
        for (const passage of passagesOf(edges)) {
          const part = cutTranscript({ ...transcript, before: "SECRET" }, passage, END_MS);
          expect(new Set(part.words.flatMap(({ speaker }) => speaker ?? []))).toEqual(new Set(part.speakerIds.keys()));
          expect(part.speakerIds).toEqual(part.placesInWhole?.map((place) => transcript.speakerIds[place]));
          expect(part.before).toBe("");
          expect(part.words.at(-1)?.after ?? "").toBe("");
        }
      }),
    );
  });

  it("keep their speakers' numbers of the whole", () => {
    const whole = spoken({ text: "One.", speaker: 0 }, { text: "Two.", speaker: 1 });
    const passage = cutTranscript(whole, { startMs: 300, endMs: 600 }, 600);
    expect(passage.speakerIds).toEqual(["speaker_1"]);
    expect(speakerName(passage, 0, {})).toBe("Speaker 2");
  });

  it("go by their middles: a word that is cut belongs to where most of it is heard", () => {
    const whole = spoken({ text: "first" }, { text: "second" }, { text: "third" });
    const texts = (startMs: number, endMs: number) => cutTranscript(whole, { startMs, endMs }, 900).words.map(({ text }) => text);
    expect(texts(300, 600)).toEqual(["second"]);
    expect(texts(100, 440)).toEqual(["first"]);
    expect(texts(200, 460)).toEqual(["second"]);
  });

  it("that take no time at the recording's end are in the passage that reaches it", () => {
    const whole = spoken({ text: "last" }, { text: "gone", lengthMs: 0 });
    expect(cutTranscript(whole, { startMs: 0, endMs: 300 }, 300).words).toHaveLength(2);
    expect(cutTranscript(whole, { startMs: 0, endMs: 300 }, 301).words).toHaveLength(1);
  });
});

describe("a passage of a spoken text", () => {
  const TEXT = "«Well,» she said\n\n—  no: forty-two, not 43!";
  const WORDS: TimedWord[] = ["Well,", "she", "said", "no:", "forty-two,", "not", "43!"].map((text, index) => ({ text, startMs: index * 100, endMs: index * 100 + 100 }));

  it("is the text as it was written from its first word to its last", () => {
    expect(cutText(TEXT, WORDS, { startMs: 100, endMs: 400 }, 700)).toEqual({
      text: "she said\n\n—  no:",
      words: [
        { text: "she", startMs: 0, endMs: 100 },
        { text: "said", startMs: 100, endMs: 200 },
        { text: "no:", startMs: 200, endMs: 300 },
      ],
    });
    expect(cutText(TEXT, WORDS, { startMs: 50_000, endMs: 60_000 }, 100_000)).toEqual({ text: "", words: [] });
  });

  it("holds no word that is not in it, whatever order the times are in", () => {
    const words = fc.array(fc.record({ startMs: fc.nat({ max: 1000 }), lengthMs: fc.nat({ max: 300 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(words, fc.nat({ max: 900 }), fc.integer({ min: 50, max: 600 }), (times, startMs, lengthMs) => {
        const all = times.map((time, index) => ({ text: `word${index}x`, startMs: time.startMs, endMs: time.startMs + time.lengthMs }));
        const passage = { startMs, endMs: startMs + lengthMs };
        const cut = cutText(all.map(({ text }) => text).join(" "), all, passage, 10_000);
        const kept = all.filter((word) => (word.startMs + word.endMs) / 2 >= passage.startMs && (word.startMs + word.endMs) / 2 < passage.endMs);
        expect(cut.text).toBe(kept.map(({ text }) => text).join(" "));
        expect(cut.words.map(({ text }) => text)).toEqual(kept.map(({ text }) => text));
      }),
    );
  });
});
