import fc from "fast-check";
import { expect, it } from "vitest";
import { TRANSCRIPTION_LANGUAGES } from "./languages";
import { transcriptionSettingsFromQuery, transcriptionSettingsToQuery } from "./settings-query";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "./transcription-settings";

const fromAddress = (query: string) => transcriptionSettingsFromQuery(Object.fromEntries(new URLSearchParams(query)));

it("come back from an address as they were", () => {
  const settings = fc.record({
    languageCode: fc.constantFrom("", ...TRANSCRIPTION_LANGUAGES.map(([code]) => code)),
    tagAudioEvents: fc.boolean(),
    diarize: fc.boolean(),
  });
  fc.assert(fc.property(settings, (value) => { expect(fromAddress(transcriptionSettingsToQuery(value))).toEqual(value); }));
});

it("leave the first settings out of the address", () => {
  expect(transcriptionSettingsToQuery(DEFAULT_TRANSCRIPTION_SETTINGS)).toBe("");
  expect(transcriptionSettingsToQuery({ ...DEFAULT_TRANSCRIPTION_SETTINGS, diarize: false })).toBe("diarize=false");
});

it.each(["languageCode=tlh", "languageCode=", "diarize=0", "tagAudioEvents=", "nonsense=1"])("that are not valid are as at first: %s", (query) => {
  expect(fromAddress(query)).toEqual(DEFAULT_TRANSCRIPTION_SETTINGS);
});
