import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LevelMeter } from "./level-meter";
import { cutSegments, findSpeech, type Segment } from "./speech-segments";

/** Levels with speech (−20 dB) from and up to the given frames, and background elsewhere. */
function levelsOf(length: number, speech: readonly (readonly [number, number])[], backgroundDb = -70): Float32Array {
  return Float32Array.from({ length }, (_, frame) => (speech.some(([from, to]) => frame >= from && frame < to) ? -20 : backgroundDb));
}

const anyLevels = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 800 }), fc.integer({ min: -120, max: 0 })), { minLength: 1, maxLength: 30 })
  .map((runs) => Float32Array.from(runs.flatMap(([length, level]) => new Array<number>(length).fill(level))));

const lengthOf = (segments: readonly Segment[]) => segments.reduce((sum, { start, end }) => sum + end - start, 0);

function expectOrder(segments: readonly Segment[], length: number) {
  let previousEnd = 0;
  for (const { start, end } of segments) {
    expect(start).toBeGreaterThanOrEqual(previousEnd);
    expect(end).toBeGreaterThan(start);
    previousEnd = end;
  }
  expect(previousEnd).toBeLessThanOrEqual(length);
}

describe("findSpeech", () => {
  it("finds speech with a margin, and the pauses between", () => {
    const [first, second, ...more] = findSpeech(levelsOf(1000, [[100, 300], [600, 800]]));
    expect(more).toEqual([]);
    for (const [segment, from, to] of [[first, 100, 300], [second, 600, 800]] as const) {
      expect(segment?.start).toBeLessThan(from);
      expect(segment?.end).toBeGreaterThan(to);
      expect(segment?.start).toBeGreaterThan(from - 80);
      expect(segment?.end).toBeLessThan(to + 80);
    }
  });

  it("parts speech in the middle of a short pause", () => {
    const [first, second] = findSpeech(levelsOf(1000, [[100, 300], [340, 500]]));
    expect(first?.end).toBe(second?.start);
    expect(first?.end).toBeGreaterThan(310);
    expect(first?.end).toBeLessThan(330);
  });

  it("finds none in silence and in nothing", () => {
    expect(findSpeech(new Float32Array(100_000).fill(-120))).toEqual([]);
    expect(findSpeech(new Float32Array(0))).toEqual([]);
  });

  it("finds soft speech over a soft background and loud speech over a loud one", () => {
    for (const shift of [-25, 0, 15]) {
      const levels = levelsOf(3000, [[500, 1500]], -50).map((level) => level + shift);
      expect(lengthOf(findSpeech(levels))).toBeGreaterThan(900);
      expect(lengthOf(findSpeech(levels))).toBeLessThan(1200);
    }
  });

  it("takes steady sound without a pause for speech", () => {
    expect(findSpeech(new Float32Array(5000).fill(-20))).toEqual([{ start: 0, end: 5000 }]);
  });

  it("keeps order and bounds for any sound", () => {
    fc.assert(fc.property(anyLevels, (levels) => expectOrder(findSpeech(levels), levels.length)));
  });
});

describe("cutSegments", () => {
  it("loses no speech, keeps order and length for any sound", () => {
    const limits = fc.record({ longest: fc.integer({ min: 50, max: 3000 }), widestPause: fc.integer({ min: -1, max: 300 }) });
    fc.assert(
      fc.property(anyLevels, limits, (levels, limit) => {
        const speech = findSpeech(levels);
        const segments = cutSegments(speech, levels, limit);
        expectOrder(segments, levels.length);
        for (const { start, end } of segments) expect(end - start).toBeLessThanOrEqual(limit.longest);
        for (const { start, end } of speech) {
          const within = segments.map((segment) => Math.max(0, Math.min(end, segment.end) - Math.max(start, segment.start)));
          expect(within.reduce((sum, part) => sum + part, 0)).toBe(end - start);
        }
      }),
    );
  });

  it("cuts what is too long where it is quietest", () => {
    const levels = levelsOf(4000, [[0, 4000]]);
    levels.fill(-35, 1880, 1900);
    const [first] = cutSegments([{ start: 0, end: 4000 }], levels, { longest: 2500, widestPause: 100 });
    expect(first?.end).toBeGreaterThan(1880);
    expect(first?.end).toBeLessThan(1900);
  });

  it("joins neighbours that fit, and not across a wide pause", () => {
    const speech = [{ start: 0, end: 300 }, { start: 350, end: 700 }, { start: 1500, end: 1800 }];
    expect(cutSegments(speech, new Float32Array(2000), { longest: 2500, widestPause: 100 })).toEqual([{ start: 0, end: 700 }, { start: 1500, end: 1800 }]);
  });
});

describe("LevelMeter", () => {
  it("measures the same however the bytes are parted", () => {
    const samples = Buffer.from(Int16Array.from({ length: 16_000 }, (_, index) => 10_000 * Math.sin(index / 5)).buffer);
    const measure = (chunkLength: number) => {
      const meter = new LevelMeter(16_000);
      for (let from = 0; from < samples.length; from += chunkLength) meter.add(samples.subarray(from, from + chunkLength));
      return meter.finish();
    };
    const whole = measure(samples.length);
    expect(whole).toHaveLength(100);
    expect(whole[50]).toBeCloseTo(20 * Math.log10(10_000 / 32_768 / Math.SQRT2), 0);
    for (const chunkLength of [1, 7, 319, 320, 4096]) expect(measure(chunkLength)).toEqual(whole);
  });
});
