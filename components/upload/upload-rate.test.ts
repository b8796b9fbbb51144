import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatsFor } from "@/lib/locale/formats";
import { addSample, bytesPerSecond, formatTimeLeft, type ProgressSample, secondsLeft } from "./upload-rate";

const collect = (samples: readonly ProgressSample[]) => samples.reduce<readonly ProgressSample[]>(addSample, []);

describe("the rate of an upload", () => {
  it("is that of a steady stream, whatever the steps", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 10, maxLength: 50 }), (perSecond, steps) => {
        let atMs = 0;
        const samples = steps.map((step) => ({ atMs: (atMs += step), bytes: (perSecond * atMs) / 1000 }));
        const rate = bytesPerSecond(collect(samples), atMs);
        if (rate !== null) expect(rate).toBeCloseTo(perSecond, -Math.log10(perSecond) + 6);
      }),
    );
  });

  it("is not said in the first second, nor without samples", () => {
    expect(bytesPerSecond([], 0)).toBeNull();
    expect(bytesPerSecond(collect([{ atMs: 0, bytes: 0 }, { atMs: 900, bytes: 9e6 }]), 900)).toBeNull();
  });

  it("follows a change within some seconds", () => {
    const fast = Array.from({ length: 10 }, (_, index) => ({ atMs: index * 1000, bytes: index * 10_000 }));
    const slow = Array.from({ length: 6 }, (_, index) => ({ atMs: 10_000 + index * 1000, bytes: 90_000 + index * 100 }));
    expect(bytesPerSecond(collect([...fast, ...slow]), 15_000)).toBeLessThan(200);
  });

  it("sinks while nothing comes", () => {
    const samples = collect([{ atMs: 0, bytes: 0 }, { atMs: 1000, bytes: 1000 }]);
    expect(bytesPerSecond(samples, 1000)).toBe(1000);
    expect(bytesPerSecond(samples, 4000)).toBe(250);
  });

  it("begins anew where the server has less than was sent", () => {
    expect(collect([{ atMs: 0, bytes: 500 }, { atMs: 10, bytes: 100 }])).toEqual([{ atMs: 10, bytes: 100 }]);
  });

  it("keeps only the samples of its window", () => {
    const samples = collect(Array.from({ length: 1000 }, (_, index) => ({ atMs: index * 250, bytes: index })));
    expect(samples.length).toBeLessThanOrEqual(21);
  });
});

describe("the time left", () => {
  it("is what the rest takes", () => {
    expect(secondsLeft(1000, 100)).toBe(10);
    expect(secondsLeft(1000, 0)).toBeNull();
    expect(secondsLeft(1000, null)).toBeNull();
    expect(secondsLeft(1e9, 1)).toBeNull();
  });

  it.each([
    [0, "less than 5 sec"],
    [5.1, "10 sec"],
    [41, "45 sec"],
    [56, "1 min"],
    [61, "2 min"],
    [3599, "1 hr 0 min"],
    [7800, "2 hr 10 min"],
  ])("of %d s reads %s", (seconds, text) => {
    expect(formatTimeLeft(seconds, formatsFor("en"))).toBe(text);
  });
});
