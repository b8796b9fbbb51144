import { describe, expect, it } from "vitest";
import { textOfWords } from "@/lib/transcripts/copy-text";
import { spoken } from "@/lib/transcripts/transcripts-for-tests";

const transcript = spoken(
  { text: "Hello", speaker: 0 },
  { text: "there.\n", speaker: 0 },
  { text: "(laughter)", kind: "audio-event" },
  { text: "Well,", speaker: 1, pauseMs: 3_700_000 },
  { text: "yes.", speaker: 1 },
);

describe("textOfWords", () => {
  it("gives a paragraph for each turn", () => {
    expect(textOfWords(transcript, 0, 5, {}, { times: false, speakers: false })).toBe("Hello there. (laughter)\n\nWell, yes.");
  });

  it("says when and who on demand", () => {
    expect(textOfWords(transcript, 0, 5, { speaker_1: "Anna" }, { times: true, speakers: true })).toBe("[0:00:00] Speaker 1: Hello there. (laughter)\n\n[1:01:40] Anna: Well, yes.");
    expect(textOfWords({ ...transcript, timed: false }, 3, 5, {}, { times: true, speakers: false })).toBe("Well, yes.");
  });

  it("gives a selection with the time of its own first word", () => {
    expect(textOfWords(transcript, 4, 5, {}, { times: true, speakers: true })).toBe("[1:01:41] Speaker 2: yes.");
    expect(textOfWords(transcript, 1, 4, {}, { times: false, speakers: true })).toBe("Speaker 1: there. (laughter)\n\nSpeaker 2: Well,");
    expect(textOfWords(transcript, 2, 2, {}, { times: true, speakers: true })).toBe("");
  });
});
