import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFixture } from "@/lib/kie/fixtures-for-tests";
import { parseRecord } from "@/lib/kie/record";
import { parseSpeechResult, parseTranscriptResult } from "@/lib/kie/result";

const audioUrl = "https://example.com/a.jpg";
const words = [
  { text: "Hello", startMs: 0, endMs: 420 },
  { text: "there", startMs: 500, endMs: 1001 },
];
const list = [
  { text: "Hello", start: 0, end: 0.42 },
  { text: " ", start: 0.42, end: 0.5, type: "spacing" },
  { word: "there", start: 0.5, end: 1.0009 },
];
const alignment = {
  characters: Array.from("Hello there"),
  character_start_times_seconds: [0, 0.1, 0.2, 0.3, 0.35, 0.42, 0.5, 0.6, 0.7, 0.8, 0.9],
  character_end_times_seconds: [0.1, 0.2, 0.3, 0.35, 0.42, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001],
};
const wordsIn = (extra: object) => parseSpeechResult({ resultUrls: [audioUrl], ...extra })?.words;

function resultIn(name: "speech-callback-success" | "transcription-callback-success") {
  const record = parseRecord(readFixture(name));
  if (record.kind !== "record" || record.result.kind !== "present") throw new Error("The example has a result");
  return record.result.value;
}

describe("parseSpeechResult", () => {
  it("reads the document's example", () => {
    expect(parseSpeechResult(resultIn("speech-callback-success"))).toEqual({ audioUrl: "https://example.com/generated-image.jpg", words: null });
  });

  it.each([
    ["beside the link", { words: list }],
    ["under another name", { timestamps: list }],
    ["in an object", { resultObject: { text: "Hello there", words: list } }],
    ["as an alignment", { alignment }],
    ["as the result itself", alignment],
    ["as a normalized alignment alone", { normalized_alignment: alignment }],
    ["in sentences", { sentences: [{ text: "Hello", start: 0, end: 0.42, words: [list[0]] }, { text: "there", start: 0.5, end: 1, words: [list[2]] }] }],
    ["as lists and alignment", { alignment: { ...alignment, character_start_times_seconds: [9] }, words: list }],
    ["in an alignment beside its normalized one", { normalizedAlignment: { ...alignment, characters: Array.from("Other words") }, alignment }],
  ])("finds timings %s", (_name, extra) => {
    expect(wordsIn(extra)).toEqual(words);
  });

  it("has no timings where there are none, or none of use", () => {
    const none = [
      {},
      { words: [] },
      { words: null },
      { words: [null, "a", 1, ["a", 0, 1]] },
      { words: [{ text: "a" }] },
      { words: [{ text: "a", start: "0" }] },
      { words: [{ text: "a", start: -0.001 }] },
      { words: [{ text: "a", start: 1e300 }] },
      { words: [{ text: 7, start: 0 }] },
      { alignment: { characters: ["a"] } },
      { alignment: { characters: ["a"], character_start_times_seconds: [0] } },
      { alignment: { characters: ["a"], character_end_times_seconds: [0] } },
      { alignment: { character_start_times_seconds: [0], character_end_times_seconds: [0] } },
      { alignment: { characters: [" ", "\n"], character_start_times_seconds: [0, 1], character_end_times_seconds: [1, 2] } },
    ];
    for (const extra of none) {
      expect(wordsIn(extra)).toBeNull();
    }
  });

  it("mends an end that is missing or before its start", () => {
    expect(wordsIn({ words: [{ text: "a", start: 1 }, { text: "b", start: 2, end: 1.5 }] })).toEqual([
      { text: "a", startMs: 1000, endMs: 1000 },
      { text: "b", startMs: 2000, endMs: 2000 },
    ]);
  });

  it("takes words without the white space around them", () => {
    expect(wordsIn({ words: [{ text: " Hello\n", start: 0, end: 0.42 }, list[2]] })).toEqual(words);
  });

  it("passes over what is no character in an alignment, and keeps the last end that is there", () => {
    const holes = { characters: ["H", null, "i", "!", " "], character_start_times_seconds: [0, 1, 2, 3, 4], character_end_times_seconds: [0.5, 1.5, 2.5, null, 4.5] };
    expect(wordsIn({ alignment: holes })).toEqual([{ text: "Hi!", startMs: 0, endMs: 2500 }]);
  });

  it("takes for normalized what is said to be so itself, not what it stands in", () => {
    const other = { ...alignment, characters: Array.from("Other words") };
    expect(wordsIn({ first: { normalized: other }, second: alignment })).toEqual(words);
    expect(wordsIn({ normalized: { text: alignment }, second: other })).toEqual(words);
  });

  it("looks twelve levels deep, of objects and of lists", () => {
    for (const wrap of [(inner: object) => ({ inner }), (inner: object) => [inner]]) {
      const nested = (levels: number): object => (levels === 0 ? list : wrap(nested(levels - 1)));
      expect(wordsIn({ words: nested(11) })).toEqual(words);
      expect(wordsIn({ words: nested(12) })).toBeNull();
    }
  });

  it("does not join the words of sentences with a list of them all", () => {
    expect(wordsIn({ sentences: [{ words: [list[0]] }, { words: [list[2]] }], words: list })).toEqual(words);
  });

  it("takes the first web address, and gives null without one", () => {
    expect(parseSpeechResult({ resultUrls: ["", null, "javascript:alert(1)", audioUrl, "https://example.com/b"] })?.audioUrl).toBe(audioUrl);
    expect(parseSpeechResult({ resultUrls: "HTTP://example.com/a" })?.audioUrl).toBe("HTTP://example.com/a");
    for (const link of ["", "data:,x", "javascript:https://example.com/", "https:example.com", "https://", ["https://example.com/"]]) expect(parseSpeechResult({ resultUrls: [link] })).toBeNull();
    for (const value of [{}, { resultUrls: [] }, { resultUrls: null }, { resultUrls: {} }]) expect(parseSpeechResult(value)).toBeNull();
  });

  it("never throws, and gives ordered whole milliseconds", () => {
    const item = fc.record({ text: fc.string(), start: fc.oneof(fc.double(), fc.jsonValue()), end: fc.oneof(fc.double(), fc.jsonValue()) });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.array(item))), (extra) => {
        for (const { text, startMs, endMs } of wordsIn(extra) ?? []) {
          expect(text.trim()).not.toBe("");
          expect(Number.isInteger(startMs) && Number.isInteger(endMs) && startMs <= endMs).toBe(true);
        }
      }),
    );
  });

  it("finds every word of an alignment", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]+$/), { minLength: 1 }), (texts) => {
        const characters = Array.from(texts.join(" "));
        const starts = characters.map((_, index) => index / 10);
        const found = wordsIn({ alignment: { characters, character_start_times_seconds: starts, character_end_times_seconds: starts.map((start) => start + 0.1) } });
        expect(found?.map(({ text }) => text)).toEqual(texts);
      }),
    );
  });
});

describe("parseTranscriptResult", () => {
  it("reads the document's example and changes nothing in it", () => {
    const { data } = JSON.parse(readFixture("transcription-callback-success")) as { data: { resultJson: string } };
    expect(parseTranscriptResult(resultIn("transcription-callback-success"))).toEqual(JSON.parse(data.resultJson));
  });

  it("accepts the object as a string, and gives null without one", () => {
    expect(parseTranscriptResult({ resultObject: '{"text":"a"}' })).toEqual({ resultObject: { text: "a" } });
    for (const value of [{}, { resultObject: null }, { resultObject: "" }, { resultObject: "{" }, { resultObject: [] }]) expect(parseTranscriptResult(value)).toBeNull();
  });
});
