import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnGrid, normaliseLineEnds, NUMBER_SETTING_LIST, toGrid } from "./limits";
import { speechRequestSchema } from "./schema";
import { DEFAULT_SETTINGS } from "./settings";

const { voice, ...settings } = DEFAULT_SETTINGS;
const request = { ...settings, voices: [voice], text: "Hello.", previousText: "", nextText: "" };

function problemsOf(change: Record<string, unknown>): Record<string, string> {
  const parsed = speechRequestSchema.safeParse({ ...request, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issue.message]));
}

describe("speechRequestSchema", () => {
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
    ["timestamps", "yes", "Word timestamps must be on or off."],
  ])("says what is wrong with %s %j", (field, value, message) => {
    expect(problemsOf({ [field]: value })).toEqual({ [field]: message });
  });

  it("refuses a language for a model that refuses it, and takes 500 characters for one that does not", () => {
    expect(problemsOf({ languageCode: "en" })["languageCode"]).toContain("refuses a language code");
    const turbo = { model: "elevenlabs/text-to-speech-turbo-2-5" };
    expect(problemsOf({ ...turbo, languageCode: "x".repeat(500) })).toEqual({});
    expect(problemsOf({ ...turbo, languageCode: "x".repeat(501) })["languageCode"]).toContain("501 characters");
  });

  it("refuses what it does not know, so that nothing unseen is sent", () => {
    expect(speechRequestSchema.safeParse({ ...request, callBackUrl: "https://example.com" }).success).toBe(false);
  });

  it("gives every step of every range as the shortest number", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NUMBER_SETTING_LIST), fc.nat({ max: 100 }), (setting, step) => {
        const noisy = setting.min + step * 0.01;
        fc.pre(noisy <= setting.max);
        expect(isOnGrid(noisy)).toBe(true);
        expect(String(toGrid(noisy)).length).toBeLessThanOrEqual(4);
        expect(speechRequestSchema.parse({ ...request, [setting.name]: noisy })[setting.name]).toBe(toGrid(noisy));
      }),
    );
  });
});
