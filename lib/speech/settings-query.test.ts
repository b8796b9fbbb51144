import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NUMBER_SETTING_LIST, toGrid } from "./limits";
import { SPEECH_LANGUAGES } from "./models";
import { DEFAULT_SETTINGS, type SpeechSettings } from "./settings";
import { settingsFromQuery, settingsToQuery } from "./settings-query";

const fromAddress = (query: string) => settingsFromQuery(Object.fromEntries(new URLSearchParams(query)));

const gridValue = (name: string) => {
  const setting = NUMBER_SETTING_LIST.find((candidate) => candidate.name === name);
  if (setting === undefined) throw new Error(name);
  return fc.integer({ min: Math.round(setting.min * 100), max: Math.round(setting.max * 100) }).map((step) => toGrid(step / 100));
};

const settings: fc.Arbitrary<SpeechSettings> = fc.record({
  model: fc.constant("elevenlabs/text-to-speech-turbo-2-5" as const),
  voice: fc.constantFrom("Rachel", "Bill", "21m00Tcm4TlvDq8ikWAM", "a&b=c d"),
  stability: gridValue("stability"),
  similarityBoost: gridValue("similarityBoost"),
  style: gridValue("style"),
  speed: gridValue("speed"),
  timestamps: fc.boolean(),
  languageCode: fc.constantFrom("", ...SPEECH_LANGUAGES.map(([code]) => code)),
});

describe("settings in an address", () => {
  it("come back as they were", () => {
    fc.assert(fc.property(settings, (value) => { expect(fromAddress(settingsToQuery(value))).toEqual(value); }));
  });

  it("leave the first settings out", () => {
    expect(settingsToQuery(DEFAULT_SETTINGS)).toBe("");
    expect(settingsToQuery({ ...DEFAULT_SETTINGS, stability: 0 })).toBe("stability=0");
  });

  it.each(["stability=2", "stability=0.505", "stability=abc", "stability=", "speed=0", "model=other", "timestamps=1", "voice=%20", "languageCode=en", "nonsense=1"])(
    "that are not valid are as at first: %s",
    (query) => {
      expect(fromAddress(query)).toEqual(DEFAULT_SETTINGS);
    },
  );
});
