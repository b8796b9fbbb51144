import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { formatsFor, type TimeKind } from "./formats";

/** 2025-08-05 09:03:07 UTC. */
const AT = Date.UTC(2025, 7, 5, 9, 3, 7);
/** Versions of the locales' data differ in which spaces they use, and in marks of direction. */
const plain = (text: string) => text.replace(/[\u061c\u200e\u200f]/g, "").replace(/\s/g, " ");

afterEach(() => vi.unstubAllGlobals());

/** A constructor that counts what it makes. */
function counting<Constructor extends object>(original: Constructor) {
  let made = 0;
  const constructor = new Proxy(original, {
    construct: (target, parameters) => {
      made += 1;
      return Reflect.construct(target as unknown as new () => object, parameters) as object;
    },
  });
  return { constructor, made: () => made };
}

describe("numbers", () => {
  const numbers = (locale: string) => {
    const formats = formatsFor(locale);
    return [formats.count(1_234_567), formats.percent(0.456), formats.decimal(1234.567), formats.credits(0.3567), formats.dollars(0.15)].map(plain);
  };

  it.each([
    ["en", ["1,234,567", "46%", "1,234.57", "0.36", "$0.15"]],
    ["de", ["1.234.567", "46 %", "1.234,57", "0,36", "0,15 $"]],
    ["ar-EG", ["١٬٢٣٤٬٥٦٧", "٤٦٪", "١٬٢٣٤٫٥٧", "٠٫٣٦", "٠٫١٥ US$"]],
  ])("are written as in %s", (locale, expected) => {
    expect(numbers(locale)).toEqual(expected);
  });

  it.each(["", "not a tag", "en_US", "x".repeat(1000), "tlh", "\u0000"])("are written as in English for the tag %j", (locale) => {
    expect(numbers(locale)).toEqual(numbers("en"));
  });

  it("never fail for a tag, whatever it is", () => {
    fc.assert(fc.property(anyText(), (locale) => formatsFor(locale).count(1) !== ""));
  });
});

describe("times", () => {
  const times = (locale: string) => {
    const kinds: readonly TimeKind[] = ["minute", "minute-of-year", "second", "clock", "clock-minute", "day", "long-day"];
    return kinds.map((kind) => plain(formatsFor(locale).time(AT, kind, "UTC")));
  };

  it.each([
    ["en", ["Aug 5, 9:03 AM", "Aug 5, 2025, 9:03 AM", "Aug 5, 2025, 9:03:07 AM", "9:03:07 AM", "9:03 AM", "Aug 5, 2025", "August 5, 2025"]],
    ["de", ["5. Aug., 9:03", "05.08.2025, 09:03", "05.08.2025, 09:03:07", "09:03:07", "09:03", "05.08.2025", "5. August 2025"]],
  ])("are written as in %s", (locale, expected) => {
    expect(times(locale)).toEqual(expected);
  });

  it("are those of where it runs unless UTC is asked for", () => {
    const here = new Intl.DateTimeFormat("en", { timeStyle: "medium" }).format(AT);
    expect(formatsFor("en").time(AT, "clock")).toBe(here);
  });
});

describe("sizes", () => {
  it("are in steps of 1,024", () => {
    const sizes = [0, 1023, 1536, 200 * 1024 * 1024, 1024 ** 3, 5000 * 1024 ** 3];
    expect(sizes.map((size) => formatsFor("en").bytes(size))).toEqual(["0 bytes", "1,023 bytes", "1.5 kB", "200 MB", "1 GB", "5,000 GB"]);
    expect(plain(formatsFor("de").bytes(1.5 * 1024 ** 2))).toBe("1,5 MB");
    expect(plain(formatsFor("fr").bytes(1.5 * 1024 ** 2))).toBe("1,5 Mo");
  });

  it("come at a rate", () => {
    expect(formatsFor("en").byteRate(1.5 * 1024 ** 2)).toBe("1.5 MB/s");
    expect(plain(formatsFor("fr").byteRate(20 * 1024))).toBe("20 ko/s");
  });
});

it("durations are said by their parts", () => {
  const durations = (locale: string) => [formatsFor(locale).duration({ seconds: 40 }), formatsFor(locale).duration({ minutes: 3 }), formatsFor(locale).duration({ hours: 2, minutes: 10 })];
  expect(durations("en")).toEqual(["40 sec", "3 min", "2 hr 10 min"]);
  expect(durations("de").map(plain)).toEqual(["40 Sek.", "3 Min.", "2 Std., 10 Min."]);
});

describe("what formats", () => {
  it("is made at its first use, and once", () => {
    const numbers = counting(Intl.NumberFormat);
    const times = counting(Intl.DateTimeFormat);
    vi.stubGlobal("Intl", Object.assign(Object.create(Intl) as typeof Intl, { NumberFormat: numbers.constructor, DateTimeFormat: times.constructor }));
    const formats = formatsFor("sv");
    expect([numbers.made(), times.made()]).toEqual([0, 0]);
    for (const value of [1, 2, 3]) formats.count(value);
    expect([numbers.made(), times.made()]).toEqual([1, 0]);
    for (const at of [1, 2, 3]) formats.time(at, "clock");
    expect([numbers.made(), times.made()]).toEqual([1, 1]);
  });

  it("is kept for a locale, and not for any number of them", () => {
    const first = formatsFor("nl");
    expect(formatsFor("nl")).toBe(first);
    for (let place = 0; place < 100; place += 1) formatsFor(`en-x-${place}`);
    expect(formatsFor("nl")).not.toBe(first);
  });
});
