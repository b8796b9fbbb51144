import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { readFixture } from "@/lib/kie/fixtures-for-tests";
import { parseTranscriptResult } from "@/lib/kie/result";
import { isBlank } from "@/lib/transcripts/blank";
import { readTranscript } from "@/lib/transcripts/read-result";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyVendorWords, longResult } from "@/lib/transcripts/transcripts-for-tests";

interface Callback { readonly data: { readonly resultJson: string } }

const { data } = JSON.parse(readFixture("transcription-callback-success")) as Callback;
const documentResult = parseTranscriptResult(JSON.parse(data.resultJson) as Record<string, unknown>)?.resultObject ?? {};
const texts = (result: Readonly<Record<string, unknown>>) => readTranscript(result, null).words.map((word) => word.text);
const textOf = (result: Readonly<Record<string, unknown>>) => transcriptText(readTranscript(result, null));
const words = (...spelled: string[]) => spelled.map((text, index) => ({ text, start: index, end: index + 0.5, type: "word" }));

describe("readTranscript with the document's example", () => {
  const transcript = readTranscript(documentResult, 9700);

  it("gives the vendor's text, word by word", () => {
    expect(transcriptText(transcript)).toBe(documentResult["text"]);
    expect(transcript.words).toHaveLength(26);
    expect(transcript.words.every((word) => word.kind === "word" && word.speaker === 0)).toBe(true);
    expect(transcript).toMatchObject({ languageCode: "eng", languageProbability: 0.9915943741798401, speakerIds: ["speaker_0"], timed: true, before: "" });
  });

  it("keeps its times to the millisecond, past the spacing that ends before it starts", () => {
    const apis = transcript.words.findIndex((word) => word.text === "APIs,");
    expect(transcript.words[0]).toMatchObject({ text: "Ever", after: " ", startMs: 140, endMs: 339 });
    expect(transcript.words[apis]).toMatchObject({ startMs: 3839, endMs: 4779 });
    expect(transcript.words[apis + 1]).toMatchObject({ text: "and", startMs: 4779, endMs: 4899 });
    expect(transcript.words.at(-1)).toMatchObject({ text: "platforms.", after: "", startMs: 8099, endMs: 9659 });
  });
});

describe("readTranscript", () => {
  it("loses no letter of the vendor's words and gives times in order, whatever they hold", () => {
    fc.assert(
      fc.property(anyVendorWords, fc.option(fc.integer({ min: 1, max: 300_000 })), (list, durationMs) => {
        const transcript = readTranscript({ words: list, text: "elsewhere" }, durationMs);
        const text = list.map((item) => item.text).join("");
        if (list.every((item) => isBlank(item.text))) {
          expect(transcriptText(transcript)).toBe("elsewhere");
          return;
        }
        const spaced = transcript.words.length === 1 || list.some((item) => isBlank(item.text) && item.text !== "");
        if (spaced) expect(transcriptText(transcript)).toBe(text);
        expect(transcriptText(transcript).replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
        let reached = 0;
        for (const word of transcript.words) {
          expect(isBlank(word.text)).toBe(false);
          expect(isBlank(word.after)).toBe(true);
          expect(word.startMs).toBeGreaterThanOrEqual(reached);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
          expect(word.endMs).toBeLessThanOrEqual(durationMs ?? Number.MAX_SAFE_INTEGER);
          reached = word.startMs;
        }
        expect(transcript.speakerIds.map((_, speaker) => transcript.words.findIndex((word) => word.speaker === speaker))).toEqual(
          transcript.words.flatMap((word, index) => (word.speaker !== null && transcript.words.findIndex((other) => other.speaker === word.speaker) === index ? [index] : [])),
        );
      }),
    );
  });

  it("reads any object without an error", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("words", "text", "language_code", "language_probability", "x"), fc.jsonValue()), fc.option(fc.double()), (result, durationMs) => {
        const transcript = readTranscript(result, durationMs);
        expect(transcript.languageProbability ?? 0).toBeGreaterThanOrEqual(0);
        expect(transcript.words.every((word) => Number.isSafeInteger(word.startMs) && Number.isSafeInteger(word.endMs))).toBe(true);
      }),
    );
  });

  it("makes untimed words from a text alone, and none from nothing", () => {
    const text = " Hello there.\n\nSecond  line ";
    const transcript = readTranscript({ text, words: [] }, 5000);
    expect(transcript.words.map((word) => word.text)).toEqual(["Hello", "there.", "Second", "line"]);
    expect(transcript.timed).toBe(false);
    expect(transcript.words.every((word) => word.startMs === 0 && word.endMs === 0)).toBe(true);
    expect(transcriptText(transcript)).toBe(text);
    expect(readTranscript({}, 5000)).toEqual({ languageCode: null, languageProbability: null, speakerIds: [], before: "", words: [], timed: false });
  });

  it("parts a text without spaces into words, none lost", () => {
    expect(texts({ text: "今日はいい天気です。OK?" })).toEqual(["今日", "は", "いい", "天気", "です。", "OK?"]);
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(textOf({ text })).toBe(isBlank(text) ? "" : text);
      }),
    );
  });

  it("takes the spacing from the text where the words have none", () => {
    expect(textOf({ words: words("Hello,", "you", "there"), text: "Hello, you\nthere " })).toBe("Hello, you\nthere ");
    expect(textOf({ words: words("日", "本", "語"), text: "日本語" })).toBe("日本語");
    expect(textOf({ words: words("a", "b", "c"), text: "ab c" })).toBe("ab c");
  });

  it("puts spaces where the script has them, where the text is missing or another", () => {
    expect(textOf({ words: words("Hello", ",", "you", "(laughter)") })).toBe("Hello, you (laughter)");
    expect(textOf({ words: words("東京", "は", "Tokyo", "です") })).toBe("東京はTokyoです");
    expect(textOf({ words: words("one", "two"), text: "something else" })).toBe("one two");
  });

  it("keeps white space at the edges of a word beside it", () => {
    const transcript = readTranscript({ words: words(" Hello", " there\n") }, null);
    expect(transcript.before).toBe(" ");
    expect(transcript.words.map(({ text, after }) => [text, after])).toEqual([["Hello", " "], ["there", "\n"]]);
  });

  it("tells words, unknown types and audio events apart, and speakers by their first words", () => {
    const list = [
      { text: "(laughter)", type: "audio_event", start: 0, end: 1 },
      { text: " ", type: "spacing" },
      { text: "b", type: "new type", speaker_id: "speaker_9", start: "1.25", end: "1.5" },
      { text: " ", type: "spacing", speaker_id: "speaker_4" },
      { text: "a", speaker_id: "speaker_0", start: 2, end: 3 },
    ];
    const transcript = readTranscript({ words: list }, null);
    expect(transcript.words.map(({ kind, speaker, startMs }) => [kind, speaker, startMs])).toEqual([["audio-event", null, 0], ["word", 0, 1250], ["word", 1, 2000]]);
    expect(transcript.speakerIds).toEqual(["speaker_9", "speaker_0"]);
  });

  it("reads fifty speakers and 100,000 words", () => {
    const long = longResult(100_000);
    expect(transcriptText(readTranscript(long, null))).toBe(long["text"]);
    const fifty = readTranscript({ words: Array.from({ length: 50 }, (_, index) => ({ text: "x", speaker_id: `speaker_${index}`, start: index, end: index })) }, null);
    expect(fifty.speakerIds).toHaveLength(50);
    expect(fifty.words.at(-1)?.speaker).toBe(49);
  });
});
