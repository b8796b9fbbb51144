import { expect, test } from "vitest";
import { toResultObject } from "./result-object";

const WORDS = [
  { text: "ever", startMs: 140, endMs: 339 },
  { text: "tried", startMs: 459, endMs: 659 },
  { text: "yes", startMs: 2279, endMs: 2500 },
];

test("has the form of the document: spacing between words, seconds, the speaker of the word before", () => {
  expect(toResultObject(WORDS, [0, 0, 1], { isKnownEnglish: true })).toEqual({
    language_code: "eng",
    language_probability: 1,
    words: [
      { speaker_id: "speaker_0", start: 0.14, end: 0.339, text: "ever", type: "word" },
      { speaker_id: "speaker_0", start: 0.339, end: 0.459, text: " ", type: "spacing" },
      { speaker_id: "speaker_0", start: 0.459, end: 0.659, text: "tried", type: "word" },
      { speaker_id: "speaker_0", start: 0.659, end: 2.279, text: " ", type: "spacing" },
      { speaker_id: "speaker_1", start: 2.279, end: 2.5, text: "yes", type: "word" },
    ],
    text: "ever tried yes",
  });
});

test("names no speaker unless asked, and no probability that it does not know", () => {
  const result = toResultObject(WORDS, null, { isKnownEnglish: false });
  expect(result.language_probability).toBeNull();
  expect(result.words.some((word) => "speaker_id" in word)).toBe(false);
  expect(result.words.map(({ text }) => text).join("")).toBe(result.text);
});

test("silence is no words and no text", () => {
  expect(toResultObject([], [], { isKnownEnglish: false })).toMatchObject({ words: [], text: "" });
});
