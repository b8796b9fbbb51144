import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened } from "@/components/shared-page/describe-shared";

describe("shortened", () => {
  it("is one line, is not longer than asked, and begins as the text does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const short = shortened(text, length);
        expect(short.length).toBeLessThanOrEqual(length + 1);
        expect(short).not.toMatch(/[\r\n\t]/);
        if (!short.endsWith("…")) expect(short).toBe(text.trim().replace(/\s+/gu, " "));
      }),
    );
  });

  it("ends with a whole word", () => {
    expect(shortened("Good morning everybody", 15)).toBe("Good morning…");
    expect(shortened(`\n Good\tmorning `, 15)).toBe("Good morning");
  });
});
