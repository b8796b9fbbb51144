import fc from "fast-check";
import { expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { retryPauseMs } from "./pauses";

const attempts = fc.nat({ max: 10_000 });

it("waits longer each time, at most a quarter of a minute", () => {
  fc.assert(
    fc.property(attempts, anyShare, (attempt, random) => {
      expect(retryPauseMs(attempt + 1, random)).toBeGreaterThanOrEqual(retryPauseMs(attempt, random));
      expect(retryPauseMs(attempt, random)).toBeLessThanOrEqual(15_000);
      expect(retryPauseMs(attempt, random)).toBeGreaterThanOrEqual(750);
    }),
  );
});

it("never brings many pages together: the half of each pause is left to chance", () => {
  fc.assert(
    fc.property(attempts, (attempt) => {
      expect(retryPauseMs(attempt, 1)).toBeCloseTo(2 * retryPauseMs(attempt, 0));
    }),
  );
});
