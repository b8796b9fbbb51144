import fc from "fast-check";
import { expect, it } from "vitest";
import { joinCandidates, splitCandidates } from "./candidates";

const ids = fc.array(fc.string({ minLength: 1 }), { maxLength: 30 });

it("keeps what was named first, each once, and no more than twenty", () => {
  fc.assert(
    fc.property(ids, ids, (earlier, later) => {
      const kept = splitCandidates(joinCandidates(joinCandidates(null, earlier), later));
      expect(kept).toEqual([...new Set([...earlier, ...later])].slice(0, 20));
    }),
  );
});

it("reads the payload of an earlier version, which was the id itself", () => {
  expect(splitCandidates("e989621f54392584b05867f87b160672")).toEqual(["e989621f54392584b05867f87b160672"]);
  expect(splitCandidates("12345678")).toEqual(["12345678"]);
  expect(splitCandidates(null)).toEqual([]);
});
