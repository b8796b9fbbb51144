import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PeakMeter } from "./peaks";

function samples(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeInt16LE(value, index * 2));
  return bytes;
}

describe("PeakMeter", () => {
  it("measures duration by samples and keeps the loudest of each stretch", () => {
    const meter = new PeakMeter(1000);
    meter.add(samples([...Array<number>(10).fill(0), ...Array<number>(9).fill(100), -32_768, ...Array<number>(5).fill(16_384)]));
    expect(meter.finish(100)).toEqual({ durationMs: 25, peaks: [0, 255, 128] });
  });

  it("gives nothing for nothing", () => {
    expect(new PeakMeter(8000).finish(10)).toEqual({ durationMs: 0, peaks: [] });
  });

  it("does not depend on how the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (values, cuts, maxPeaks) => {
          const whole = new PeakMeter(1000);
          whole.add(samples(values));
          const inPieces = new PeakMeter(1000);
          const bytes = samples(values);
          for (let offset = 0, cut = 0; offset < bytes.length; cut += 1) {
            const length = cuts[cut % cuts.length] ?? 1;
            inPieces.add(bytes.subarray(offset, offset + length));
            offset += length;
          }
          const peaks = whole.finish(maxPeaks);
          expect(inPieces.finish(maxPeaks)).toEqual(peaks);
          expect(peaks.peaks.length).toBeLessThanOrEqual(maxPeaks);
          const loudest = Math.max(0, ...values.map(Math.abs));
          expect(Math.max(0, ...peaks.peaks)).toBe(Math.min(255, Math.round((loudest / 32_767) * 255)));
        },
      ),
    );
  });

  it("grows past its first buffer", () => {
    const meter = new PeakMeter(1000);
    for (let second = 0; second < 60; second += 1) meter.add(samples(Array<number>(1000).fill(second * 500)));
    const { durationMs, peaks } = meter.finish(60);
    expect(durationMs).toBe(60_000);
    expect(peaks).toEqual(Array.from({ length: 60 }, (_, second) => Math.round(((second * 500) / 32_767) * 255)));
  });
});
