import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRange } from "./range";

describe("parseRange", () => {
  it.each([
    [null, { kind: "whole" }],
    ["bytes=0-", { kind: "part", start: 0, end: 99 }],
    ["bytes=0-0", { kind: "part", start: 0, end: 0 }],
    ["bytes=10-19", { kind: "part", start: 10, end: 19 }],
    ["bytes=90-1000", { kind: "part", start: 90, end: 99 }],
    ["bytes=-10", { kind: "part", start: 90, end: 99 }],
    ["bytes=-1000", { kind: "part", start: 0, end: 99 }],
    ["bytes=100-", { kind: "unsatisfiable" }],
    ["bytes=-0", { kind: "unsatisfiable" }],
    ["bytes=20-10", { kind: "whole" }],
    ["bytes=0-1,5-6", { kind: "whole" }],
    ["bytes=-", { kind: "whole" }],
    [" bytes=10-10 ", { kind: "part", start: 10, end: 10 }],
    ["bytes=10-", { kind: "part", start: 10, end: 99 }],
    ["kilobytes=0-1", { kind: "whole" }],
    ["bytes=0-1;", { kind: "whole" }],
    ["bytes=1-1x", { kind: "whole" }],
    ["bytes=99-99", { kind: "part", start: 99, end: 99 }],
    ["items=0-1", { kind: "whole" }],
    ["bytes=a-b", { kind: "whole" }],
  ])("of 100 bytes, %s is %j", (header, answer) => {
    expect(parseRange(header, 100)).toEqual(answer);
  });

  it("has nothing to give of an empty file", () => {
    expect(parseRange("bytes=0-", 0)).toEqual({ kind: "unsatisfiable" });
    expect(parseRange("bytes=-5", 0)).toEqual({ kind: "unsatisfiable" });
  });

  it("never leaves the file", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat({ max: 1000 }), (noise, first, last, size) => {
        for (const header of [noise, `bytes=${noise}`, `bytes=${first}-${last}`, `bytes=${first}-`, `bytes=-${last}`]) {
          const answer = parseRange(header, size);
          if (answer.kind !== "part") continue;
          expect(answer.start).toBeGreaterThanOrEqual(0);
          expect(answer.start).toBeLessThanOrEqual(answer.end);
          expect(answer.end).toBeLessThan(size);
        }
      }),
    );
  });
});
