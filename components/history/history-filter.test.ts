import fc from "fast-check";
import { expect, it } from "vitest";
import { HISTORY_KINDS, historyFilterFromQuery, historyFilterToQuery } from "./history-filter";

const fromAddress = (query: string) => historyFilterFromQuery(Object.fromEntries(new URLSearchParams(query)));

it("comes back from an address as it was", () => {
  const filter = fc.record({
    kind: fc.constantFrom(...HISTORY_KINDS.map(([kind]) => kind)),
    search: fc.string({ unit: "binary" }).map((text) => text.toWellFormed().trim()),
  });
  fc.assert(fc.property(filter, (value) => { expect(fromAddress(historyFilterToQuery(value))).toEqual(value); }));
});

it("narrows nothing at first", () => {
  expect(historyFilterToQuery({ kind: null, search: "" })).toBe("");
  expect(fromAddress("")).toEqual({ kind: null, search: "" });
  expect(fromAddress("kind=songs&search=%20%20")).toEqual({ kind: null, search: "" });
  expect(historyFilterFromQuery({ search: ["a", "b"] })).toEqual({ kind: null, search: "" });
});
