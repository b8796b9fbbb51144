import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { NUMBER_SETTING_LIST, type NumberSetting, toGrid } from "@/lib/speech/limits";
import { SPEECH_MODELS } from "@/lib/speech/models";
import { contextEffect, modelEffect, numberEffect, speechLanguageEffect, timestampsEffect } from "@/lib/speech/setting-effects";

const ENGINES = [true, false] as const;

function steps({ min, max, step }: NumberSetting): number[] {
  return Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => toGrid(min + index * step));
}

describe("numberEffect", () => {
  it.each(NUMBER_SETTING_LIST.flatMap((setting) => ENGINES.map((local) => ({ setting, local, name: setting.name }))))(
    "says one thing at every step of $name (local engine: $local), and each thing in one part of the range",
    ({ setting, local }) => {
      const effects = steps(setting).map((value) => numberEffect(setting.name, value, local));
      expect(effects).not.toContain("");
      const changes = effects.filter((effect, index) => effect !== effects[index - 1]);
      expect(changes).toEqual([...new Set(effects)]);
      expect(effects[0] === effects.at(-1)).toBe(setting.name === "similarityBoost" && local);
    },
  );

  it("has no gaps between the steps", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NUMBER_SETTING_LIST), anyShare, fc.boolean(), ({ name, min, max }, share, local) => {
        expect(numberEffect(name, min + share * (max - min), local)).not.toBe("");
      }),
    );
  });

  it.each<[NumberSetting["name"], number, number]>([
    ["stability", 0.15, 0.16],
    ["stability", 0.4, 0.41],
    ["stability", 0.6, 0.61],
    ["stability", 0.85, 0.86],
    ["style", 0, 0.01],
    ["speed", 0.79, 0.8],
    ["speed", 0.99, 1],
    ["speed", 1, 1.01],
    ["speed", 1.14, 1.15],
  ])("changes what it says of %s from %f to %f", (name, last, first) => {
    expect(numberEffect(name, last, false)).not.toBe(numberEffect(name, first, false));
  });

  it("says what the vendor means at the ends", () => {
    expect(numberEffect("stability", 0, false)).toMatch(/varied and emotional/);
    expect(numberEffect("stability", 1, false)).toMatch(/flat/);
    expect(numberEffect("similarityBoost", 1, false)).toMatch(/close to the original/);
    expect(numberEffect("style", 0, false)).toBe("Nothing is exaggerated.");
    expect(numberEffect("speed", 0.7, false)).toMatch(/slow.*quality may suffer/);
    expect(numberEffect("speed", 1.2, false)).toMatch(/fast.*quality may suffer/);
  });

  it("says that similarity has no effect on the local engine, wherever it is", () => {
    expect(new Set([0, 0.5, 0.75, 1].map((value) => numberEffect("similarityBoost", value, true)))).toEqual(
      new Set(["No effect with the local engine."]),
    );
  });
});

describe("the other settings", () => {
  it("says of each model what sets it apart, where anything does", () => {
    expect(new Set(SPEECH_MODELS.map(({ id }) => modelEffect(id, false))).size).toBe(SPEECH_MODELS.length);
    expect(new Set(SPEECH_MODELS.map(({ id }) => modelEffect(id, true))).size).toBe(1);
  });

  it.each([
    ["elevenlabs/text-to-speech-multilingual-v2", "", false, /Multilingual v2 finds the language by itself/],
    ["elevenlabs/text-to-speech-turbo-2-5", "", false, /goes by what it reads/],
    ["elevenlabs/text-to-speech-turbo-2-5", "de", false, /^Everything is read as German\.$/],
    ["elevenlabs/text-to-speech-turbo-2-5", "", true, /English only\.$/],
    ["elevenlabs/text-to-speech-turbo-2-5", "en", true, /English only\.$/],
    ["elevenlabs/text-to-speech-turbo-2-5", "de", true, /refuses German/],
  ] as const)("says of the language with %s and “%s” (local engine: %s) %s", (model, languageCode, local, sentence) => {
    expect(speechLanguageEffect(model, languageCode, local)).toMatch(sentence);
  });

  it("says of timestamps and of context what they do as they are", () => {
    expect(timestampsEffect(true)).not.toBe(timestampsEffect(false));
    for (const side of ["previous", "next"] as const) {
      expect(contextEffect(side, "", false)).not.toBe(contextEffect(side, "Once", false));
      expect(contextEffect(side, "Once", true)).toBe("No effect with the local engine.");
    }
    expect(contextEffect("previous", "Once", false)).not.toBe(contextEffect("next", "Once", false));
  });
});
