import { expect, it } from "vitest";
import { TEXT_MAX_LENGTH } from "@/lib/speech/limits";
import { sampleTexts } from "@/lib/speech/sample-texts";

const labels = (languageCode: string, local: boolean) => sampleTexts({ languageCode, local }).map(({ label }) => label);

it("offers texts that the engine can say in the language that is set", () => {
  expect(labels("", true)).toEqual(["A welcome", "A story", "An announcement"]);
  expect(labels("", false)).toEqual([...labels("", true), "Three languages"]);
  expect(labels("en", false)).toEqual(labels("", true));
  expect(labels("de", false)).toEqual([]);
});

it("offers short ones", () => {
  for (const { text } of sampleTexts({ languageCode: "", local: false })) expect(text.length).toBeLessThan(TEXT_MAX_LENGTH / 20);
});
