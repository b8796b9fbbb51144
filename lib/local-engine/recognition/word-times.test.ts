import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWordTimes } from "./word-times";

const SEGMENTS = [{ start: 0, end: 300 }, { start: 500, end: 1100 }];

describe("parseWordTimes", () => {
  it("reads what PocketSphinx 0.8 and 5 write, with the offset of the segment", () => {
    const ctm = "0 1 0.29 0.39 and 0.960\n0 1 0.69 0.28 all 0.153\n1 1 0.26 0.47 don't 0.853\n";
    expect(parseWordTimes(ctm, SEGMENTS)).toEqual([
      [{ text: "and", startMs: 290, endMs: 690 }, { text: "all", startMs: 690, endMs: 980 }],
      [{ text: "don't", startMs: 5260, endMs: 5740 }],
    ]);
  });

  it("drops fillers, numbers of pronunciations, and lines that are no words", () => {
    const lines = ["0 1 0.00 0.10 <s> 1", "0 1 0.10 0.10 <sil> 1", "0 1 0.20 0.10 [NOISE] 1", "0 1 0.30 0.10 ++UM++ 1"];
    const ctm = [...lines, "0 1 0.40 0.10 read(2) 1.000", "7 1 0.40 0.10 lost 1", "0 1 x 0.10 what 1", "ERROR: something", ""].join("\n");
    expect(parseWordTimes(ctm, SEGMENTS)).toEqual([[{ text: "read", startMs: 400, endMs: 510 }], []]);
  });

  it("keeps words in order, apart, and within their segment, whatever the times are", () => {
    const time = fc.double({ min: -10, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), time, time)), (lines) => {
        const words = parseWordTimes(lines.map(([segment, start, duration]) => `${segment} 1 ${start} ${duration} word 1`).join("\n"), SEGMENTS);
        for (const [index, spoken] of words.entries()) {
          let previousMs = 0;
          for (const { startMs, endMs } of spoken) {
            expect(startMs).toBeGreaterThanOrEqual(previousMs);
            expect(endMs).toBeGreaterThan(startMs);
            previousMs = endMs;
          }
          expect(previousMs).toBeLessThanOrEqual((SEGMENTS[index]?.end ?? 0) * 10);
        }
      }),
    );
  });
});
