import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialsOf, laneCount, speakerColor, speakerLook } from "@/components/transcript/speaker-look";

describe("speakerLook", () => {
  it("gives 32 speakers 32 looks, from the eight colours that there are", () => {
    const looks = Array.from({ length: 32 }, (_, speaker) => speakerLook(speaker));
    expect(new Set(looks.map(({ color, shape }) => `${color} ${shape}`)).size).toBe(32);
    expect(new Set(looks.map(({ color }) => color))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `--color-speaker-${n}`)));
  });

  it("has a lane for each speaker in the speaker's colour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 59 }), (count, speaker) => {
        fc.pre(speaker < count);
        expect(speakerColor(speaker % laneCount(count))).toBe(speakerLook(speaker).color);
      }),
    );
  });
});

describe("initialsOf", () => {
  it.each([["Speaker 1", "1"], ["Speaker 12", "12"], ["Anna", "A"], ["anna maria bell", "AB"], ["  Ö  ", "Ö"], ["王小明", "王"], ["👩🏽‍🚀 Sally", "👩🏽‍🚀S"], ["", ""]])("shortens %j to %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
