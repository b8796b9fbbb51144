import fc from "fast-check";
import { expect, it } from "vitest";
import { Draws } from "./draws";

it("gives the same draws for the same key, whatever is drawn between", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.string(), (seed, one, other) => {
      const first = new Draws(seed, one);
      const second = new Draws(seed, one);
      const drawn = [first.next(), new Draws(seed, other).next(), first.between(1, 100)];
      expect([second.next(), drawn[1], second.between(1, 100)]).toEqual(drawn);
    }),
  );
});

it("draws within its bounds, and as the weights say", () => {
  const draws = new Draws("weights");
  const picked = Array.from({ length: 4000 }, () => draws.pick([[3, "often"], [1, "seldom"], [0, "never"]]));
  const often = picked.filter((value) => value === "often").length;
  expect(often).toBeGreaterThan(2800);
  expect(often).toBeLessThan(3200);
  expect(picked).not.toContain("never");
  const numbers = new Set(Array.from({ length: 200 }, () => draws.between(2, 4)));
  expect([...numbers].sort()).toEqual([2, 3, 4]);
});
