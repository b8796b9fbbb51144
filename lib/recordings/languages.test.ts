import { expect, it } from "vitest";
import { TRANSCRIPTION_LANGUAGES } from "./languages";

it("names 99 languages once, in the order of their names", () => {
  expect(new Set(TRANSCRIPTION_LANGUAGES.map(([code]) => code)).size).toBe(99);
  const names = TRANSCRIPTION_LANGUAGES.map(([, name]) => name);
  expect(names).toEqual(names.toSorted((left, right) => left.localeCompare(right, "en")));
});

it("uses codes of ISO 639 that browsers know by about the same name", () => {
  const known = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  for (const [code] of TRANSCRIPTION_LANGUAGES) expect(known.of(code), code).toBeDefined();
});
