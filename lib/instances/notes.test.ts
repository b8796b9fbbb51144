import fc from "fast-check";
import { expect, it } from "vitest";
import { packNotes, readNotes } from "./notes";

const notes = fc.array(
  fc.record({ topic: fc.constantFrom("change" as const, "work" as const), told: fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 300 }), { maxKeys: 4 }) }),
  { maxLength: 60 },
);

it("arrive as they were told, each once, in texts that PostgreSQL takes", () => {
  fc.assert(
    fc.property(notes, (told) => {
      const payloads = packNotes("one", told);
      for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8000);
      const distinct = [...new Set(told.map((note) => JSON.stringify(note)))];
      expect(payloads.flatMap((payload) => readNotes(payload, "another")).map((note) => JSON.stringify(note))).toEqual(distinct);
    }),
  );
});

it("are not read by who told them, and are no texts when there are none", () => {
  const [payload = ""] = packNotes("one", [{ topic: "gap" }]);
  expect(readNotes(payload, "another")).toEqual([{ topic: "gap" }]);
  expect(readNotes(payload, "one")).toEqual([]);
  expect(packNotes("one", [])).toEqual([]);
});
