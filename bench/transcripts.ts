import type { Measure } from "./table";
import { toCues } from "@/lib/transcripts/cues";
import { toSrt } from "@/lib/transcripts/exports/srt";
import { packTranscript, unpackTranscript } from "@/lib/transcripts/packed-transcript";
import { readTranscript } from "@/lib/transcripts/read-result";
import { findMatches } from "@/lib/transcripts/search";
import { composeTurns } from "@/lib/transcripts/turns";

const WORDS = ["the", "tide", "came", "in", "and", "took", "letters", "from", "sand.", "Nobody", "knew", "why,", "then."];

/** A result as the vendor gives it, of so many words by three speakers; a word begins every so many seconds. */
export function resultOf(count: number, everySeconds = 0.4): Record<string, unknown> {
  const words = Array.from({ length: count }, (_, index) => {
    const [start, end, next] = [index, index + 0.875, index + 1].map((place) => place * everySeconds);
    const word = { text: WORDS[index % WORDS.length], start, end, type: "word", speaker_id: `speaker_${Math.floor(index / 40) % 3}` };
    return [word, { ...word, text: " ", start: end, end: next, type: "spacing" }];
  }).flat();
  return { language_code: "eng", language_probability: 0.98, words };
}

/** The shortest of five runs, in milliseconds. */
function shortest(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

/** What is done with a transcript, beside reading the vendor's JSON of it. */
export function benchTranscripts(): Promise<Measure[]> {
  const measures = [27_000, 100_000].flatMap((count) => {
    const json = JSON.stringify(resultOf(count));
    const plain = shortest(() => JSON.parse(json));
    const transcript = readTranscript(JSON.parse(json) as Record<string, unknown>, count * 400);
    const packed = JSON.stringify(packTranscript(transcript));
    const steps: [string, () => unknown][] = [
      ["read a result", () => readTranscript(JSON.parse(json) as Record<string, unknown>, count * 400)],
      ["unpack it and compose turns", () => composeTurns(unpackTranscript(JSON.parse(packed)))],
      ["search it", () => findMatches(transcript, "letters from")],
      ["make cues", () => toCues(transcript)],
      ["export SRT", () => toSrt(transcript, {}, { title: "bench", durationMs: null })],
    ];
    return steps.map(([what, work]): Measure => ({
      what: `${count.toLocaleString("en")} words: ${what}`,
      measured: shortest(work),
      beside: "JSON.parse of the vendor's result",
      plain,
      unit: "ms",
    }));
  });
  return Promise.resolve(measures);
}
