import fc from "fast-check";
import { expect, it } from "vitest";
import { inTurn, type OwnersLine, placeOf } from "./fair-order";

const linesOf = fc
  .array(
    fc.record({ waiting: fc.integer({ min: 1, max: 6 }), lastSentAt: fc.option(fc.integer({ min: 0, max: 9 })), oldestAt: fc.integer({ min: 0, max: 9 }) }),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => lines.map((line, index): OwnersLine => ({ ...line, ownerId: `owner-${index}` })));

/** Sends everything one by one, each time for the owner whose turn it is; gives whose task went at each place. */
function sendAll(lines: readonly OwnersLine[]): string[] {
  let left = [...lines];
  const sent: string[] = [];
  for (let now = 100; left.length > 0; now += 1) {
    const [next] = inTurn(left);
    sent.push(next?.ownerId ?? "");
    left = left.map((line) => (line === next ? { ...line, waiting: line.waiting - 1, lastSentAt: now } : line)).filter(({ waiting }) => waiting > 0);
  }
  return sent;
}

it("gives each task the place at which it is sent", () => {
  fc.assert(
    fc.property(linesOf, (lines) => {
      const sent = sendAll(lines);
      for (const { ownerId, waiting } of lines) {
        const places = sent.flatMap((owner, index) => (owner === ownerId ? [index + 1] : []));
        expect(places).toEqual(Array.from({ length: waiting }, (_, index) => placeOf(lines, ownerId, index + 1)));
      }
    }),
  );
});

it("lets nobody wait for more than one task of each other owner before the first of theirs", () => {
  fc.assert(
    fc.property(linesOf, (lines) => {
      for (const { ownerId } of lines) expect(placeOf(lines, ownerId, 1)).toBeLessThanOrEqual(lines.length);
    }),
  );
});

it("serves who was served the longest ago, then who has waited the longest", () => {
  const line = (ownerId: string, lastSentAt: number | null, oldestAt: number): OwnersLine => ({ ownerId, waiting: 1, lastSentAt, oldestAt });
  const order = inTurn([line("served late", 9, 1), line("new and late", null, 7), line("served early", 2, 5), line("new", null, 6)]);
  expect(order.map(({ ownerId }) => ownerId)).toEqual(["new", "new and late", "served early", "served late"]);
});
