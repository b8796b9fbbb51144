import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkToTime, timeOfLink } from "@/components/player/link-time";

const time = fc.nat({ max: 100_000_000 });

describe("timeOfLink", () => {
  it("reads back every link to a moment", () => {
    fc.assert(fc.property(time, (startMs) => { expect(timeOfLink(linkToTime(startMs))).toEqual({ startMs, endMs: null }); }));
  });

  it("reads back every link to a stretch", () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 10_000_000 }), (startMs, lengthMs) => {
        expect(timeOfLink(linkToTime(startMs, startMs + lengthMs))).toEqual({ startMs, endMs: startMs + lengthMs });
      }),
    );
  });

  it.each([
    ["?t=83.5", { startMs: 83_500, endMs: null }],
    ["?x=1&t=7", { startMs: 7000, endMs: null }],
    ["?t=0", { startMs: 0, endMs: null }],
    ["?t=83.5,97", { startMs: 83_500, endMs: 97_000 }],
    ["?t=83.5%2C97", { startMs: 83_500, endMs: 97_000 }],
  ])("reads %s", (search, linked) => {
    expect(timeOfLink(search)).toEqual(linked);
  });

  it.each(["", "?t=", "?t=-3", "?t=1e9", "?t=abc", "?t=1:23", "?t=Infinity", "?t=99999999999999999", "?x=5", "?t=5,", "?t=,5", "?t=5,4", "?t=5,5", "?t=1,2,3", "?t=5,99999999999999999"])(
    "finds no time in %j",
    (search) => {
      expect(timeOfLink(search)).toBeNull();
    },
  );
});
