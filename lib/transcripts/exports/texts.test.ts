import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPlainText, toTimedText } from "@/lib/transcripts/exports/plain-text";
import { toTranscriptJson } from "@/lib/transcripts/exports/transcript-json";
import { oneLine } from "@/lib/transcripts/one-line";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";

const about = { title: "Interview", durationMs: 5000 };
const transcript = spoken({ text: "<b>Hello</b>", speaker: 0 }, { text: "Hi.", speaker: 1, pauseMs: 83_000 });

describe("toPlainText", () => {
  it("is the text of the transcript, markup included", () => {
    expect(toPlainText(transcript, {}, about)).toBe("<b>Hello</b>\n\nHi.\n");
    fc.assert(
      fc.property(anyTranscript, (any) => {
        expect(toPlainText(any, {}, about).replace(/\s/gu, "")).toBe(oneLine(transcriptText(any)).replace(/\s/gu, ""));
      }),
    );
  });
});

describe("toTimedText", () => {
  it("says when and who, on one line for each turn, whatever words and names hold", () => {
    expect(toTimedText(transcript, { speaker_1: "Anna\n[0:00:00] Bob" }, about)).toBe("[0:00:00] Speaker 1: <b>Hello</b>\n\n[0:01:23] Anna [0:00:00] Bob: Hi.\n");
  });
});

describe("toTranscriptJson", () => {
  it("holds the documented fields", () => {
    expect(JSON.parse(toTranscriptJson(transcript, { speaker_0: "Anna" }, about))).toEqual({
      version: 1,
      title: "Interview",
      durationMs: 5000,
      language: "en",
      languageProbability: 0.9,
      timed: true,
      speakers: [{ id: "speaker_0", name: "Anna" }, { id: "speaker_1", name: "Speaker 2" }],
      turns: [
        { speaker: "speaker_0", startMs: 0, endMs: 300, firstWord: 0, wordCount: 1, text: "<b>Hello</b>" },
        { speaker: "speaker_1", startMs: 83_300, endMs: 83_600, firstWord: 1, wordCount: 1, text: "Hi." },
      ],
      before: "",
      words: [
        { text: "<b>Hello</b>", after: " ", kind: "word", startMs: 0, endMs: 300, speaker: "speaker_0" },
        { text: "Hi.", after: " ", kind: "word", startMs: 83_300, endMs: 83_600, speaker: "speaker_1" },
      ],
    });
  });

  it("keeps the text to the letter", () => {
    fc.assert(
      fc.property(anyTranscript, (any) => {
        const read = JSON.parse(toTranscriptJson(any, {}, about)) as { before: string; words: { text: string; after: string }[] };
        expect(read.before + read.words.map((word) => word.text + word.after).join("")).toBe(transcriptText(any));
      }),
    );
  });
});
