import { describe, expect, it } from "vitest";
import { EMPTY_FORM, withTextsOf } from "@/components/speech/kept-form";

const take = (text: string) => ({ text, previousText: "", nextText: "" });
const mine = { ...EMPTY_FORM, text: "My own words.", nextText: "And then?" };

describe("the texts of a take in the form", () => {
  it("keep what was written there, through any number of takes", () => {
    const reused = withTextsOf(take("The second."), withTextsOf(take("The first."), mine));
    expect(reused).toMatchObject({ text: "The second.", nextText: "", replaced: { text: "My own words.", nextText: "And then?" } });
  });

  it("keep a take's text that was written on", () => {
    const written = { ...withTextsOf(take("The first."), mine), text: "The first, and more." };
    expect(withTextsOf(take("The second."), written).replaced).toMatchObject({ text: "The first, and more." });
  });

  it("replace nothing where nothing was written, or the same", () => {
    expect(withTextsOf(take("The first."), EMPTY_FORM).replaced).toBeNull();
    expect(withTextsOf(take("The first."), { ...EMPTY_FORM, text: "The first." }).replaced).toBeNull();
  });
});
