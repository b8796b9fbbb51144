import { describe, expect, it } from "vitest";
import { formatsFor } from "@/lib/locale/formats";
import { estimateCost as estimateCostIn } from "./estimate";

const estimateCost = (asked: Omit<Parameters<typeof estimateCostIn>[0], "formats">) => estimateCostIn({ ...asked, formats: formatsFor("en") });

describe("estimateCost", () => {
  it("says that it does not know before there is any history", () => {
    expect(estimateCost({ characters: 100, takes: 1, rate: undefined })).toContain("not known");
  });

  it("multiplies characters, takes and what a character has cost", () => {
    const rate = { credits: 0.012, takes: 5 };
    expect(estimateCost({ characters: 1000, takes: 1, rate })).toBe("About 12 credits ($0.06), by the last 5 takes here.");
    expect(estimateCost({ characters: 1000, takes: 3, rate })).toBe("About 36 credits ($0.18), by the last 5 takes here.");
    expect(estimateCost({ characters: 0, takes: 1, rate: { ...rate, takes: 1 } })).toBe(
      "About 12 credits for 1,000 characters, by the last take here.",
    );
  });
});
