import { describe, expect, it } from "vitest";
import { speakerName } from "@/lib/transcripts/speakers";
import { spoken } from "@/lib/transcripts/transcripts-for-tests";

const transcript = { ...spoken({ text: "a", speaker: 0 }, { text: "b", speaker: 1 }), speakerIds: ["speaker_7", "__proto__"] };

describe("speakerName", () => {
  it("numbers speakers by their first words until they are named", () => {
    expect(speakerName(transcript, 0, {})).toBe("Speaker 1");
    expect(speakerName(transcript, 1, {})).toBe("Speaker 2");
    expect(speakerName(transcript, 0, { speaker_7: "Anna" })).toBe("Anna");
    expect(speakerName(transcript, 0, { speaker_7: " \n\u200f" })).toBe("Speaker 1");
  });

  it("is empty for nobody", () => {
    expect(speakerName(transcript, null, {})).toBe("");
    expect(speakerName(transcript, 5, {})).toBe("");
  });

  it("keeps a name on one line and from turning what follows around", () => {
    expect(speakerName(transcript, 0, { speaker_7: " Dr.\r\n\u0085Anna\u0000 <b>\u202e👩🏽‍🚀 \ud800" })).toBe("Dr. Anna <b>👩🏽‍🚀 \ufffd");
    expect(speakerName(transcript, 0, { speaker_7: "\u200fשרה" })).toBe("\u200fשרה");
  });
});
