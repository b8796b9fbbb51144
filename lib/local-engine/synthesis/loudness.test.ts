import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integratedLoudness } from "./loudness";

function sine(frequencyHz: number, amplitude: number, sampleRate: number, seconds: number): Int16Array {
  return Int16Array.from({ length: Math.round(sampleRate * seconds) }, (_, index) =>
    Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRate)),
  );
}

describe("integratedLoudness", () => {
  it.each([16_000, 14_400, 17_280, 48_000])("gives −3.01 LUFS for the full-scale tone of the standard at %d Hz", (rate) => {
    expect(integratedLoudness(sine(997, 1, rate, 4), rate)).toBeCloseTo(-3.01, 1);
  });

  it("follows the level decibel for decibel", () => {
    fc.assert(
      fc.property(fc.double({ min: -40, max: 0, noNaN: true }), (levelDb) => {
        const loudness = integratedLoudness(sine(440, 10 ** (levelDb / 20), 16_000, 1), 16_000);
        expect(loudness - integratedLoudness(sine(440, 1, 16_000, 1), 16_000)).toBeCloseTo(levelDb, 0);
      }),
      { numRuns: 20 },
    );
  });

  it("does not count pauses", () => {
    const tone = sine(440, 0.5, 16_000, 2);
    const withPause = new Int16Array(tone.length * 3);
    withPause.set(tone);
    expect(integratedLoudness(withPause, 16_000)).toBeCloseTo(integratedLoudness(tone, 16_000), 1);
  });

  it("is −∞ for silence", () => {
    expect(integratedLoudness(new Int16Array(16_000), 16_000)).toBe(-Infinity);
    expect(integratedLoudness(new Int16Array(), 16_000)).toBe(-Infinity);
  });
});
