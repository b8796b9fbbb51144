import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatClock, seekTarget } from "@/components/player/clock";
import { SEEK_KEYS } from "@/components/shortcuts/shortcut-list";

describe("formatClock", () => {
  it.each([[0, "0:00"], [-5, "0:00"], [999, "0:00"], [61_000, "1:01"], [3_599_999, "59:59"], [7_509_000, "2:05:09"]])("shows %i ms as %s", (timeMs, expected) => {
    expect(formatClock(timeMs)).toBe(expected);
  });
});

describe("seekTarget", () => {
  it("stays inside the audio for every key", () => {
    const keys = fc.constantFrom("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End");
    const place = fc.nat({ max: 20_000_000 }).chain((durationMs) => fc.tuple(fc.constant(durationMs), fc.nat({ max: durationMs })));
    fc.assert(
      fc.property(keys, place, (key, [durationMs, positionMs]) => {
        const target = seekTarget(key, positionMs, durationMs);
        expect(target).toBeGreaterThanOrEqual(0);
        expect(target).toBeLessThanOrEqual(durationMs);
      }),
    );
  });

  it("moves by a second in a take and by five in a long recording", () => {
    expect(seekTarget("ArrowRight", 2000, 12_000)).toBe(3000);
    expect(seekTarget("ArrowLeft", 20_000, 7_200_000)).toBe(15_000);
  });

  it("knows the keys that people are told of", () => {
    for (const key of SEEK_KEYS.rows.flatMap(({ keys }) => keys)) expect(seekTarget(key, 5000, 10_000), key).not.toBeNull();
  });

  it("leaves other keys alone", () => {
    expect(seekTarget("Tab", 0, 1000)).toBeNull();
  });
});
