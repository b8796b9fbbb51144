import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnGrid, normaliseLineEnds, NUMBER_SETTING_LIST, NUMBER_SETTINGS, toGrid } from "./limits";
import { presetVoiceSchema, takesRequestSchema } from "./schema";
import { DEFAULT_SETTINGS } from "./settings";

const { voice, ...settings } = DEFAULT_SETTINGS;
const request = { ...settings, voices: [voice], text: "Hello.", previousText: "", nextText: "" };

function problemsOf(change: Record<string, unknown>): Record<string, string> {
  const parsed = takesRequestSchema.safeParse({ ...request, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issue.message]));
}

describe("takesRequestSchema", () => {
  it("takes the document's example as the form sends it", () => {
    expect(problemsOf({})).toEqual({});
  });

  it("counts a line break once, however the browser posts it", () => {
    const lines = Array.from({ length: 500 }, () => "123456789").join("\r\n") + "\r";
    expect(normaliseLineEnds(lines)).toHaveLength(5000);
    expect(problemsOf({ text: lines })).toEqual({});
    expect(problemsOf({ text: `${lines}1` })).toEqual({
      text: "The text has 5,001 characters. Shorten it by 1: the limit is 5,000.",
    });
  });

  it.each([
    ["text", "", "Write the text to be spoken."],
    ["text", " \n\t", "Write the text to be spoken."],
    ["previousText", "x".repeat(5001), "The previous text has 5,001 characters. Shorten it by 1: the limit is 5,000."],
    ["nextText", "x".repeat(5001), "The next text has 5,001 characters. Shorten it by 1: the limit is 5,000."],
    ["stability", 0.505, "Stability goes in steps of 0.01."],
    ["stability", -0.01, "Stability must be from 0 to 1."],
    ["style", Number.NaN, "Style exaggeration must be a number from 0 to 1."],
    ["similarityBoost", "0.5", "Similarity boost must be a number from 0 to 1."],
    ["speed", 1.21, "Speed must be from 0.7 to 1.2."],
    ["speed", 0.69, "Speed must be from 0.7 to 1.2."],
    ["model", "elevenlabs/other", "Choose one of the models."],
    ["voices", [], "Choose a voice."],
    ["voices", ["Aria", "Aria"], "Choose each voice once."],
    ["voices", ["\u0000"], "A voice ID has no control characters."],
    ["voices", ["a\u202eb"], "A voice ID has no control characters."],
    ["voices", [7], "Choose a voice."],
    ["voices", [" "], "Choose a voice, or enter a voice ID."],
    ["voices", ["x".repeat(101)], "A voice ID has at most 100 characters."],
    ["voices", Array.from({ length: 22 }, (_, index) => `voice ${index}`), "Compare at most 21 voices at a time."],
    ["voices", ["Aria", " Aria "], "Choose each voice once."],
    ["timestamps", "yes", "Word timestamps must be on or off."],
    ["text", 7, "The text must be text."],
    ["previousText", null, "The previous text must be text."],
    ["nextText", undefined, "The next text must be text."],
    ["languageCode", 7, "The language must be a code such as en."],
  ])("says what is wrong with %s %j", (field, value, message) => {
    expect(problemsOf({ [field]: value })).toEqual({ [field]: message });
  });

  it("takes what is at the limits, trimmed", () => {
    const voices = Array.from({ length: 21 }, (_, index) => `voice ${index}`);
    expect(takesRequestSchema.parse({ ...request, voices: [" x ", ...voices.slice(1)] }).voices).toEqual(["x", ...voices.slice(1)]);
    expect(problemsOf({ voices: ["x".repeat(100)] })).toEqual({});
    expect(problemsOf({ previousText: "x".repeat(5000), nextText: "x".repeat(5000) })).toEqual({});
    expect(problemsOf({ speed: 0.7 })).toEqual({});
    expect(problemsOf({ speed: 1.2, stability: 1, style: 1, similarityBoost: 0 })).toEqual({});
    expect(takesRequestSchema.parse({ ...request, model: "elevenlabs/text-to-speech-turbo-2-5", languageCode: " de " }).languageCode).toBe("de");
  });

  it("keeps line ends as LF in every text, and the text as it is else", () => {
    expect(takesRequestSchema.parse({ ...request, text: " a\r\nb\rc\n ", previousText: "\r", nextText: "\r\n\r\n" })).toMatchObject({ text: " a\nb\nc\n ", previousText: "\n", nextText: "\n\n" });
  });

  it("refuses a language for a model that refuses it, and takes 500 characters for one that does not", () => {
    expect(problemsOf({ languageCode: "en" })).toEqual({
      languageCode: "Multilingual v2 finds the language by itself and refuses a language code. Choose Turbo v2.5 to set one, or clear the language.",
    });
    expect(takesRequestSchema.safeParse({ ...request, languageCode: "en" }).error?.issues).toMatchObject([{ code: "custom", path: ["languageCode"] }]);
    expect(problemsOf({ languageCode: " " })).toEqual({});
    const turbo = { model: "elevenlabs/text-to-speech-turbo-2-5" };
    expect(problemsOf({ ...turbo, languageCode: "x".repeat(500) })).toEqual({});
    expect(problemsOf({ ...turbo, languageCode: "x".repeat(501) })).toEqual({ languageCode: "The language code has 501 characters. Shorten it by 1: the limit is 500." });
  });

  it("refuses what it does not know, so that nothing unseen is sent", () => {
    expect(takesRequestSchema.safeParse({ ...request, callBackUrl: "https://example.com" }).success).toBe(false);
  });

  it("knows the document's voices by their names, for their samples", () => {
    expect(presetVoiceSchema.parse({ voice: "Rachel" })).toEqual({ voice: "Rachel" });
    expect(presetVoiceSchema.safeParse({ voice: "rachel" }).error?.issues).toMatchObject([{ path: ["voice"], message: "Choose one of the voices." }]);
    expect(presetVoiceSchema.safeParse({ voice: "Rachel", more: 1 }).success).toBe(false);
  });

  it("gives every step of every range as the shortest number", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NUMBER_SETTING_LIST), fc.nat({ max: 100 }), (setting, step) => {
        const noisy = setting.min + step * 0.01;
        fc.pre(noisy <= setting.max);
        expect(isOnGrid(noisy)).toBe(true);
        expect(String(toGrid(noisy)).length).toBeLessThanOrEqual(4);
        expect(takesRequestSchema.parse({ ...request, [setting.name]: noisy })[setting.name]).toBe(toGrid(noisy));
      }),
    );
  });
});

describe("numeric settings", () => {
  it("are known by their names, and each says what it is and where it leads", () => {
    expect(NUMBER_SETTING_LIST.map(({ name }) => name)).toEqual(Object.keys(NUMBER_SETTINGS));
    const words = NUMBER_SETTING_LIST.flatMap(({ label, low, high }) => [label, low, high]);
    expect(words).not.toContain("");
    expect(new Set(words).size).toBe(words.length);
  });

  it("have no zero below zero", () => {
    expect(toGrid(-0.001)).toBe(0);
  });

  it("are on the grid up to the noise of binary fractions, on either side", () => {
    expect([0.29, 0.57, 1.1 - 1, 0.505, 0.5049, 0.5051, -0.505, 1e-8].map(isOnGrid)).toEqual([true, true, true, false, false, false, false, false]);
  });
});
