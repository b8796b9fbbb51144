import fc from "fast-check";
import { expect, it } from "vitest";
import { captionTimestamp, clockTimestamp } from "@/lib/transcripts/timestamps";

it("writes every millisecond so that it can be read back", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2_000_000_000 }), (timeMs) => {
      const [, hours = "", minutes = "", seconds = "", milliseconds = ""] = /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(captionTimestamp(timeMs, ".")) ?? [];
      expect(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds)).toBe(timeMs);
    }),
  );
});

it("writes SubRip's comma, hours beyond 99, and a clock without parts of a second", () => {
  expect(captionTimestamp(1234, ",")).toBe("00:00:01,234");
  expect(captionTimestamp(360_000_000, ".")).toBe("100:00:00.000");
  expect(clockTimestamp(83_999)).toBe("0:01:23");
  expect(clockTimestamp(36_000_000)).toBe("10:00:00");
});

it("writes parts of a millisecond as the nearest, and nothing before the beginning", () => {
  expect(captionTimestamp(999.6, ".")).toBe("00:00:01.000");
  expect(clockTimestamp(-1000)).toBe("0:00:00");
});
