import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseTimes } from "@/lib/transcripts/normalise-times";

type Pair = readonly [number | null, number | null];
const normalOf = (length: number, durationMs: number | null, ...pairs: Pair[]) =>
  normaliseTimes(pairs.map(([startMs, endMs]) => ({ startMs, endMs, length })), durationMs)?.map(({ startMs, endMs }) => [startMs, endMs]);
const normal = (durationMs: number | null, ...pairs: Pair[]) => normalOf(5, durationMs, ...pairs);

describe("normaliseTimes", () => {
  it("keeps times that are in order", () => {
    const pairs: Pair[] = [[140, 339], [459, 659], [659, 659], [740, 879]];
    expect(normal(1000, ...pairs)).toEqual(pairs);
  });

  it("moves no word but the wild one, early or late, in the middle, first or last", () => {
    const order: Pair[] = Array.from({ length: 20 }, (_, index) => [index * 500, index * 500 + 400]);
    fc.assert(
      fc.property(fc.nat({ max: 19 }), fc.constantFrom(-5_000_000, 5_000_000, 9e14), (place, wild) => {
        const result = normal(11_000, ...order.map((pair, index): Pair => (index === place ? [wild, wild + 300] : pair)));
        order.forEach(([start], index) => {
          if (index !== place) expect(result?.[index]?.[0]).toBe(start);
        });
        const [start = -1] = result?.[place] ?? [];
        expect(start).toBeGreaterThanOrEqual(order[place - 1]?.[0] ?? 0);
        expect(start).toBeLessThanOrEqual(order[place + 1]?.[0] ?? 11_000);
      }),
    );
  });

  it("puts a wild word into the pause that its neighbours leave", () => {
    expect(normal(null, [0, 400], [3_600_000, 3_600_400], [1000, 1400], [1500, 1900])).toEqual([[0, 400], [400, 800], [1000, 1400], [1500, 1900]]);
  });

  it("moves a start that is slightly out of order to its neighbour's", () => {
    expect(normal(null, [0, 400], [1000, 1500], [950, 1600], [1700, 1800], [1900, 2000])?.map(([start]) => start)).toEqual([0, 950, 950, 1700, 1900]);
  });

  it("ends a word where the next one starts at the latest, and mends reversed and missing ends", () => {
    expect(normal(5000, [0, 900], [500, 400], [2000, null], [4900, 9000])).toEqual([[0, 500], [500, 900], [2000, 2400], [4900, 5000]]);
  });

  it("guesses how long a word lasts by its letters, and never more than 2 s", () => {
    expect([3, 25, 26, 100].map((length) => normalOf(length, null, [1000, null], [9000, null])?.[0])).toEqual([[1000, 1240], [1000, 3000], [1000, 3000], [1000, 3000]]);
  });

  it("takes a moment at 0 for a time where any other time is there", () => {
    expect(normal(1000, [0, 400])).toEqual([[0, 400]]);
    expect(normal(1000, [0, 0], [0, 5])).toEqual([[0, 0], [0, 5]]);
    expect(normal(1000, [100, 0], [200, 0])).toEqual([[100, 200], [200, 600]]);
    expect(normal(1000, [0, null], [200, null])).toEqual([[0, 200], [200, 600]]);
  });

  it("moves a start by a second at most, and takes one further out for none", () => {
    expect(normal(null, [0, 400], [2000, 2400], [1000, 1400], [2500, 2900])?.map(([start]) => start)).toEqual([0, 1000, 1000, 2500]);
    expect(normal(null, [0, 400], [3000, 3400], [1000, 1400], [3500, 3900])?.map(([start]) => start)).toEqual([0, 400, 1000, 3500]);
  });

  it("believes words that begin together", () => {
    expect(normal(null, [5000, 5100], [5000, 5200], [5000, 5300], [1000, 1100], [2000, 2100], [6000, 6100])?.map(([start]) => start)).toEqual([5000, 5000, 5000, 5300, 5650, 6000]);
  });

  it("asks no word without times which of the others to believe", () => {
    expect(normal(null, [5000, 5400], [6000, 6400], [null, null], [null, null], [null, null], [100, 500])?.slice(0, 2)).toEqual([[5000, 5400], [6000, 6400]]);
  });

  it("moves a start slightly before the last word's, too", () => {
    expect(normal(null, [0, 400], [1000, 1500], [950, 1600])?.map(([start]) => start)).toEqual([0, 950, 950]);
  });

  it("keeps the end of a word that was moved, unless the next one has begun by then", () => {
    const moved = (endMs: number) => normal(null, [1000, 1100], [1100, 1200], [500, endMs], [1700, 1800])?.[2];
    expect([1699, 1700, 1701].map(moved)).toEqual([[1100, 1699], [1100, 1700], [1100, 1500]]);
  });

  it("puts a word without times behind the end of the one before, where that end can be believed", () => {
    const placed = (endMs: number) => normal(null, [1000, endMs], [null, null], [2000, 2400])?.[1]?.[0];
    expect([1999, 2000, 2001].map(placed)).toEqual([1999, 2000, 1500]);
  });

  it("spreads missing times between their neighbours", () => {
    expect(normal(null, [1000, 1200], [null, null], [null, null], [2000, 2400])?.map(([start]) => start)).toEqual([1000, 1200, 1600, 2000]);
    expect(normal(null, [1000, null], [null, null], [2000, 2400])?.map(([start]) => start)).toEqual([1000, 1500, 2000]);
    expect(normal(2600, [1000, 2400], [null, null], [null, null])).toEqual([[1000, 2400], [2400, 2500], [2500, 2600]]);
  });

  it("clamps what lies beyond the recording, and leaves it finite where its length is not known", () => {
    expect(normal(1000, [0, 500], [800, 1e12])).toEqual([[0, 500], [800, 1000]]);
    expect(normal(1000, [0, 500], [1e12, 2e12])).toEqual([[0, 500], [1000, 1000]]);
    expect(normal(null, [0, 500], [1e12, 2e12])).toEqual([[0, 500], [1e12, 2e12]]);
    expect(normal(1000, [-300, 200], [400, 500])).toEqual([[0, 200], [400, 500]]);
  });

  it("gives nothing where no word has a start", () => {
    expect(normal(1000, [null, 400], [null, null])).toBeUndefined();
    expect(normal(1000, [0, 0], [0, 0], [null, null])).toBeUndefined();
    expect(normal(1000)).toBeUndefined();
  });

  it("orders anything within the recording, and is settled by one run", () => {
    const anyTime = fc.option(fc.oneof(fc.integer({ min: -2000, max: 30_000 }), fc.maxSafeInteger()));
    fc.assert(
      fc.property(fc.array(fc.tuple(anyTime, anyTime)), fc.option(fc.integer({ min: 1, max: 40_000 })), (pairs, durationMs) => {
        const result = normal(durationMs, ...pairs);
        if (result === undefined) return;
        expect(result).toHaveLength(pairs.length);
        let previousEnd = 0;
        for (const [start = -1, end = -1] of result) {
          expect(Number.isSafeInteger(start) && Number.isSafeInteger(end)).toBe(true);
          expect(start).toBeGreaterThanOrEqual(previousEnd);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(durationMs ?? Number.MAX_SAFE_INTEGER);
          previousEnd = end;
        }
        const again = normal(durationMs, ...result.map(([start = 0, end = 0]): Pair => [start, end]));
        expect(again ?? result).toEqual(result);
      }),
    );
  });
});
