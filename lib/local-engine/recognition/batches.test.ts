import fc from "fast-check";
import { expect, test } from "vitest";
import { toBatches } from "./batches";

test("batches hold every segment once, in order, none is empty or far too long, and every processor has one", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 2500 }), { maxLength: 200 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 16 }), (list, processors) => {
      const segments = list.map((length, index) => ({ start: index * 3000, end: index * 3000 + length }));
      const batches = toBatches(segments, processors);
      expect(batches.flat()).toEqual(segments);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThan(12_000 + 2500);
      }
    }),
  );
  const equal = Array.from({ length: 40 }, (_, index) => ({ start: index * 100, end: index * 100 + 100 }));
  expect(toBatches(equal, 4)).toHaveLength(4);
});
