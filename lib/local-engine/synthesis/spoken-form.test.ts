import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { isPauseMark, spokenForm } from "./spoken-form";

describe("spokenForm", () => {
  it.each([
    ["it’s", "it's"],
    ["“Hello,”", '"Hello,"'],
    ["wait…", "wait..."],
    ["hello—world", "hello, world"],
    ["hello--world", "hello, world"],
    ["pages 3–5".slice(6), "3 to 5"],
    ["café", "cafe"],
    ["Łódź", "lodz"],
    ["Straße", "Strasse"],
    ["ﬁn", "fin"],
    ["Ｆｕｌｌ", "Full"],
    ["naïve\u00adly", "naively"],
    ["word\u200bword", "wordword"],
    ["R&D", "R and D"],
    ["€5.50", "5.50 euros"],
    ["$5M", "5 million dollars"],
    ["$1,234.56", "$1,234.56"],
    ["3°C", "3 degrees Celsius"],
    ["2½", "2 and 1/2"],
    ["m²", "m squared"],
    ["me@example.com", "me at example dot com"],
    ["https://example.com.", "example dot com."],
    ["U.S.A.", "U.S.A."],
    ["e.g.", "e.g."],
    ["end.Next", "end, Next"],
    ["What?...No", "What, No"],
    ["v1.2.3", "v1 point 2 point 3"],
    ["3.14", "3.14"],
    ["1,000,000", "1,000,000"],
    ["12:30", "12:30"],
    ["*bold*", "bold"],
    ["#5", "number 5"],
    ["日本語", ""],
    ["Привет", ""],
    ["🎉", ""],
    ["—", ""],
    ["?!", ""],
    ["", ""],
  ])("reads %j as %j", (written, spoken) => {
    expect(spokenForm(written)).toBe(spoken);
  });

  it("reads a long run of marks as one pause", () => {
    expect(spokenForm(`a${":".repeat(5000)}b`)).toBe("a, b");
    expect(spokenForm(`a${"!?.".repeat(1600)}b`)).toBe("a, b");
  });

  it("leaves plain English words as they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,20}('[a-z]{1,2})?[.,!?;:]?$/), (word) => {
        expect(spokenForm(word)).toBe(word);
      }),
    );
  });

  it("gives printable ASCII whose every run can be spoken, and no end of a sentence before white space", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 40 }), (text) => {
        const spoken = spokenForm(text.replace(/\s/g, ""));
        expect(spoken).toMatch(/^[\x20-\x7e]*$/);
        expect(spoken).not.toMatch(/[.:!?]["')]* /);
        if (spoken !== "") for (const run of spoken.split(" ")) expect(run).toMatch(/[a-z0-9]/i);
      }),
    );
  });
});

describe("isPauseMark", () => {
  it("is true for dashes only", () => {
    expect(["-", "–", "—", "--"].map(isPauseMark)).toEqual([true, true, true, true]);
    expect(["", "a", "-a", "."].map(isPauseMark)).toEqual([false, false, false, false]);
  });
});
