import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { fliteSettings } from "./flite-settings";
import { isPresetVoice, voicePresets } from "./voices";

const speed = fc.double({ min: 0.7, max: 1.2, noNaN: true });
const preset = fc.constantFrom(...voicePresets.values());
const NEUTRAL = { stability: 0.5, style: 0, speed: 1 };

describe("fliteSettings", () => {
  it("leaves the preset as it is at the defaults, as heard after resampling", () => {
    fc.assert(
      fc.property(preset, (voice) => {
        const settings = fliteSettings(voice, NEUTRAL);
        expect(settings.pitchMeanHz * voice.resamplingRatio).toBeCloseTo(voice.pitchMeanHz, 6);
        expect(settings.pitchDeviationHz * voice.resamplingRatio).toBeCloseTo(voice.pitchDeviationHz, 6);
        expect(settings.durationStretch / voice.resamplingRatio).toBeCloseTo(voice.stretch, 6);
      }),
    );
  });

  it("speaks faster by exactly the speed, and changes nothing else with it", () => {
    fc.assert(
      fc.property(preset, anyShare, anyShare, speed, (voice, stability, style, faster) => {
        const normal = fliteSettings(voice, { stability, style, speed: 1 });
        const fast = fliteSettings(voice, { stability, style, speed: faster });
        expect(fast.durationStretch * faster).toBeCloseTo(normal.durationStretch, 6);
        expect({ ...fast, durationStretch: 0 }).toEqual({ ...normal, durationStretch: 0 });
      }),
    );
  });

  it("never gets livelier with more stability, nor calmer with more style", () => {
    fc.assert(
      fc.property(preset, anyShare, anyShare, anyShare, (voice, first, second, other) => {
        const [low, high] = first < second ? [first, second] : [second, first];
        const deviation = (stability: number, style: number) =>
          fliteSettings(voice, { ...NEUTRAL, stability, style }).pitchDeviationHz;
        expect(deviation(high, other)).toBeLessThanOrEqual(deviation(low, other));
        expect(deviation(other, low)).toBeLessThanOrEqual(deviation(other, high));
        expect(deviation(low, other)).toBeLessThanOrEqual(0.4 * fliteSettings(voice, NEUTRAL).pitchMeanHz + 1e-9);
      }),
    );
  });
});

describe("the presets", () => {
  it("are the voices of the specification", () => {
    const names =
      "Rachel Aria Roger Sarah Laura Charlie George Callum River Liam Charlotte Alice Matilda Will Jessica Eric Chris Brian Daniel Lily Bill";
    expect([...voicePresets.keys()].join(" ")).toBe(names);
    expect(isPresetVoice("Rachel")).toBe(true);
    expect(["rachel", "", "constructor", "__proto__"].map(isPresetVoice)).toEqual([false, false, false, false]);
  });

  it("stay within what can be understood", () => {
    for (const { resamplingRatio, stretch } of voicePresets.values()) {
      expect(resamplingRatio).toBeGreaterThanOrEqual(0.9);
      expect(resamplingRatio).toBeLessThanOrEqual(1.08);
      expect(Math.abs(stretch - 1)).toBeLessThanOrEqual(0.2);
    }
  });
});
