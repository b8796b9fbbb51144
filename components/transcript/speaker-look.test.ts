import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialsOf, speakerLanes, speakerLook } from "@/components/transcript/speaker-look";
import { cutTranscript } from "@/lib/transcripts/passage";
import { spoken } from "@/lib/transcripts/transcripts-for-tests";

const of = (speakers: number) => spoken(...Array.from({ length: speakers }, (_, speaker) => ({ text: "a", speaker })));

describe("speakerLook", () => {
  it("gives 32 speakers 32 looks, from the eight colours that there are", () => {
    const looks = Array.from({ length: 32 }, (_, speaker) => speakerLook(of(32), speaker));
    expect(new Set(looks.map(({ color, shape }) => `${color} ${shape}`)).size).toBe(32);
    expect(new Set(looks.map(({ color }) => color))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `--color-speaker-${n}`)));
  });

  it("has a lane for each speaker in the speaker's colour, and none for a colour that nobody has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const { colors, lanes } = speakerLanes(of(count));
        expect(colors).toHaveLength(Math.min(count, 8));
        lanes.forEach((lane, speaker) => expect(colors[lane]).toBe(speakerLook(of(count), speaker).color));
      }),
      { numRuns: 20 },
    );
  });

  it("stays who it was in a passage, where the others are not heard", () => {
    const whole = of(12);
    const last = whole.words.at(-1) ?? { startMs: 0, endMs: 0 };
    const passage = cutTranscript(whole, last, last.endMs);
    expect(passage.speakerIds).toHaveLength(1);
    expect(speakerLook(passage, 0)).toEqual(speakerLook(whole, 11));
    expect(speakerLanes(passage)).toEqual({ colors: ["--color-speaker-4"], lanes: [0] });
  });
});

describe("initialsOf", () => {
  it.each([["Speaker 1", "1"], ["Speaker 12", "12"], ["Anna", "A"], ["anna maria bell", "AB"], ["  Ö  ", "Ö"], ["王小明", "王"], ["👩🏽‍🚀 Sally", "👩🏽‍🚀S"], ["", ""]])("shortens %j to %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
