import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkToTime, timeOfLink } from "@/components/transcript/link-time";

describe("timeOfLink", () => {
  it("reads back every link", () => {
    fc.assert(fc.property(fc.nat({ max: 100_000_000 }), (timeMs) => { expect(timeOfLink(linkToTime(timeMs))).toBe(timeMs); }));
  });

  it.each([["?t=83.5", 83_500], ["?x=1&t=7", 7000], ["?t=0", 0]])("reads %s", (search, timeMs) => {
    expect(timeOfLink(search)).toBe(timeMs);
  });

  it.each(["", "?t=", "?t=-3", "?t=1e9", "?t=abc", "?t=1:23", "?t=Infinity", "?t=99999999999999999", "?x=5"])("finds no time in %j", (search) => {
    expect(timeOfLink(search)).toBeNull();
  });
});
