import fc from "fast-check";
import { anyText } from "@/lib/arbitraries-for-tests";
import { readTranscript } from "@/lib/transcripts/read-result";
import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";

/** Words as a vendor may write them, in many scripts, with what breaks formats among them. */
const anyWordText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "Hello", "world.", "I", "don’t,", "Naïve", "(laughter)", "straße", "Ever", "tried…", "42", "and", "then?") },
  { weight: 2, arbitrary: fc.constantFrom("日", "本語", "です。", "สวัสดี", "مرحبا", "שלום,", "हिन्दी", "👩🏽‍🚀", "한국어", "İstanbul") },
  { weight: 1, arbitrary: fc.constantFrom("<i>", "</v>", "-->", "&amp;", "{\\an8}", "<script>alert(1)</script>", "\ud800", "a\u0000b", "\u202eabc", "two words", "a\n\nb", "x".repeat(60), "]]>") },
  { weight: 1, arbitrary: anyText({ minLength: 1, maxLength: 8 }) },
);

const anySeconds = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400_000 }).map((ms) => ms / 1000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -0.001, 1e9, 1e300, Number.NaN, Number.POSITIVE_INFINITY, null, "1.5", "x", "", {}, true) },
  { weight: 1, arbitrary: fc.double() },
);

const anyVendorWord = fc.record(
  {
    text: anyWordText,
    start: anySeconds,
    end: anySeconds,
    type: fc.constantFrom("word", "word", "word", "audio_event", "other", null),
    speaker_id: fc.constantFrom("speaker_0", "speaker_1", "speaker_2", "__proto__", null, "", 7),
  },
  { requiredKeys: ["text"] },
);

const anyVendorSpacing = fc.record({ text: fc.constantFrom(" ", " ", " ", "", "\n", "\u00a0 ", "\u200b"), type: fc.constant("spacing") });

/** A result object whose words have anything for times, speakers and types. */
export const anyVendorWords = fc.array(fc.oneof(anyVendorWord, anyVendorSpacing), { maxLength: 60 });

/** A transcript as `readTranscript` gives it, from times in order or from anything. */
export const anyTranscript: fc.Arbitrary<Transcript> = fc.oneof(
  fc
    .array(fc.tuple(anyVendorWord, fc.nat({ max: 6000 }), fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 900 }) }, fc.integer({ min: 0, max: 7000 })), fc.constantFrom(" ", " ", " ", "")), { maxLength: 80 })
    .map((items) => {
      let clock = 0;
      const words = items.flatMap(([word, pause, length, spacing]) => {
        const start = clock + (pause > 4500 ? pause : pause % 200);
        clock = start + length;
        return [{ ...word, start: start / 1000, end: clock / 1000 }, { text: spacing, type: "spacing" }];
      });
      return readTranscript({ words }, null);
    }),
  fc.tuple(anyVendorWords, fc.option(fc.nat({ max: 500_000 }))).map(([words, durationMs]) => readTranscript({ words }, durationMs)),
);

/** A transcript of words with a space after each; `pauseMs` stands before a word. */
export function spoken(...words: (Partial<TranscriptWord> & { text: string; pauseMs?: number; lengthMs?: number })[]): Transcript {
  let clock = 0;
  const timed = words.map(({ pauseMs = 0, lengthMs = 300, ...word }): TranscriptWord => {
    const startMs = clock + pauseMs;
    clock = startMs + lengthMs;
    return { after: " ", kind: "word", startMs, endMs: clock, speaker: null, ...word };
  });
  const speakers = Math.max(-1, ...timed.map((word) => word.speaker ?? -1)) + 1;
  return {
    languageCode: "en",
    languageProbability: 0.9,
    speakerIds: Array.from({ length: speakers }, (_, index) => `speaker_${index}`),
    before: "",
    words: timed,
    timed: true,
  };
}

/** A made-up vendor result of many words in order, with two speakers who take turns. */
export function longResult(count: number): Readonly<Record<string, unknown>> {
  const vocabulary = ["so", "the", "recording", "says", "that", "nobody,", "however", "late,", "went", "home.", "Really?", "Yes"];
  const words = Array.from({ length: count }, (_, index) => [
    { text: vocabulary[(index * 7 + (index >> 4)) % vocabulary.length], start: index * 0.4, end: index * 0.4 + 0.35, type: "word", speaker_id: `speaker_${(index >> 7) % 2}` },
    { text: " ", start: index * 0.4 + 0.35, end: index * 0.4 + 0.4, type: "spacing", speaker_id: `speaker_${(index >> 7) % 2}` },
  ]).flat();
  return { language_code: "eng", language_probability: 0.99, words, text: words.map((word) => word.text).join("") };
}
