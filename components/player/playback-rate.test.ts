import { describe, expect, it } from "vitest";
import { nextRate, RATES } from "@/components/player/playback-rate";

describe("the next speed", () => {
  it("goes through all that are offered, and stays at the ends", () => {
    const walk = (from: number, by: 1 | -1) => RATES.reduce<number[]>((seen) => [...seen, nextRate(seen.at(-1) ?? from, by)], [from]);
    expect(walk(0.5, 1)).toEqual([...RATES, 2]);
    expect(walk(2, -1)).toEqual([...RATES.toReversed(), 0.5]);
  });

  it("is one that is offered, also from one that is not", () => {
    expect(nextRate(1.1, 1)).toBe(1.25);
    expect(nextRate(1.1, -1)).toBe(1);
  });
});
