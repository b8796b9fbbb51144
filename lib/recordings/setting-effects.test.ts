import { describe, expect, it } from "vitest";
import { diarizeEffect, recordingLanguageEffect, tagAudioEventsEffect } from "@/lib/recordings/setting-effects";

describe("recordingLanguageEffect", () => {
  it.each([
    ["", false, "Found from what is said."],
    ["deu", false, "Everything is heard as German."],
    ["", true, "The local engine hears everything as US English."],
    ["eng", true, "The local engine understands US English only."],
    ["deu", true, "The local engine understands US English only, and refuses German."],
  ] as const)("of “%s” (local engine: %s) is: %s", (languageCode, local, sentence) => {
    expect(recordingLanguageEffect(languageCode, local)).toBe(sentence);
  });
});

describe("what the switches do", () => {
  it("changes when they are moved", () => {
    expect(tagAudioEventsEffect(true, false)).not.toBe(tagAudioEventsEffect(false, false));
    for (const local of [true, false]) expect(diarizeEffect(true, local)).not.toBe(diarizeEffect(false, local));
  });

  it("is the truth on the local engine", () => {
    for (const on of [true, false]) expect(tagAudioEventsEffect(on, true)).toMatch(/^No effect with the local engine/);
    expect(diarizeEffect(true, true)).toMatch(/Experimental/);
  });
});
