import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { readerLocale } from "./reader-locale";

it.each([
  [null, "en"],
  ["", "en"],
  ["*", "en"],
  ["de", "de"],
  ["de-CH, de;q=0.9, en;q=0.8", "de-CH"],
  ["en;q=0.8, fr;q=0.9", "fr"],
  ["fr;q=0, es;q=0.5", "es"],
  ["fr;q=a lot, es", "es"],
  ["tlh, pt-BR;q=0.5", "pt-BR"],
  ["EN-us", "en-US"],
  ["zh-Hant-TW", "zh-Hant-TW"],
  ["ar-EG-u-nu-latn", "ar-EG"],
  ["en_US, sv", "sv"],
  ["not a tag", "en"],
  [`${"x".repeat(600)}, de`, "en"],
  [`en-${"a".repeat(40)}, it`, "it"],
])("of %j is %s", (acceptLanguage, locale) => {
  expect(readerLocale(acceptLanguage)).toBe(locale);
});

it("is one that Intl takes, and short, whatever is sent", () => {
  fc.assert(
    fc.property(fc.oneof(anyText({ maxLength: 700 }), fc.array(fc.stringMatching(/^[a-z]{1,3}(-[A-Za-z0-9]{1,8}){0,6}(;q=[01.]{1,4})?$/), { maxLength: 6 }).map((ranges) => ranges.join(","))), (sent) => {
      const locale = readerLocale(sent);
      expect(locale.length).toBeLessThanOrEqual(35);
      expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    }),
  );
});
