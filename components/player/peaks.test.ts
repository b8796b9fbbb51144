import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barHeights, parsePeaks } from "@/components/player/peaks";

describe("parsePeaks", () => {
  it("turns 0–255 into 0–1", () => {
    expect(parsePeaks({ durationMs: 1500, peaks: [0, 255] })).toEqual({ durationMs: 1500, amplitudes: Float32Array.of(0, 1) });
  });

  it.each([null, "x", {}, { durationMs: 0, peaks: [1] }, { durationMs: 5, peaks: [] }, { durationMs: 5, peaks: ["1"] }, { durationMs: "5", peaks: [1] }])("refuses %j", (answer) => {
    expect(parsePeaks(answer)).toBeNull();
  });
});

describe("barHeights", () => {
  const amplitudes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 400 }).map((peaks) => Float32Array.from(peaks, (peak) => peak / 255));
  const count = fc.integer({ min: 1, max: 200 });

  it("gives as many bars as asked for, the tallest 1, for any number of peaks", () => {
    fc.assert(
      fc.property(amplitudes, count, (given, bars) => {
        const heights = barHeights(given, bars);
        expect(heights).toHaveLength(bars);
        expect(heights.every((height) => height >= 0 && height <= 1)).toBe(true);
        if (given.length >= bars && given.some((amplitude) => amplitude > 0)) expect(Math.max(...heights)).toBe(1);
      }),
    );
  });

  it("does not depend on how loud the recording is", () => {
    fc.assert(
      fc.property(amplitudes, count, (given, bars) => {
        const quieter = barHeights(given.map((amplitude) => amplitude / 4), bars);
        barHeights(given, bars).forEach((height, bar) => expect(quieter[bar]).toBeCloseTo(height, 4));
      }),
    );
  });

  it("leaves silence where it is", () => {
    const given = [0, 0, 0, 0, 1, 1, 0.5, 0.5];
    expect([...barHeights(given, 4)]).toEqual([0, 0, 1, 0.5]);
    expect([...barHeights([0, 1], 5)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...barHeights([0, 0], 2)]).toEqual([0, 0]);
  });
});
