import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Phone, alignPieces, parsePhoneNames, parseTimedPhones } from "./word-alignment";

const phoneName = fc.constantFrom("hh", "ax", "l", "ow", "w", "er", "d", "s", "t", "iy");
const piecesOfPhones = fc.array(fc.array(phoneName, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 20 });

/** Speaks phones one tenth of a second each, between two pauses of two tenths. */
function utter(names: readonly string[]): Phone[] {
  const phones = names.map((name, index) => ({ name, endSeconds: 0.2 + (index + 1) / 10 }));
  return [{ name: "pau", endSeconds: 0.2 }, ...phones, { name: "pau", endSeconds: 0.4 + names.length / 10 }];
}

const lengthOf = (utterances: readonly Phone[][]) =>
  utterances.reduce((sum, utterance) => sum + (utterance.at(-1)?.endSeconds ?? 0), 0);
const wholly = (utterances: readonly Phone[][]) => ({ durationSeconds: lengthOf(utterances), endsHalfway: false });

describe("parsing what flite prints", () => {
  it("reads one utterance a line", () => {
    expect(parseTimedPhones("pau:0.164 hh:0.255 \npau:0.209 \n")).toEqual([
      [
        { name: "pau", endSeconds: 0.164 },
        { name: "hh", endSeconds: 0.255 },
      ],
      [{ name: "pau", endSeconds: 0.209 }],
    ]);
    expect(parsePhoneNames("pau hh ay pau \npau \n")).toEqual([["hh", "ay"], []]);
  });
});

describe("alignPieces", () => {
  it("is exact where the passage has the phones of its pieces", () => {
    fc.assert(
      fc.property(piecesOfPhones, (pieces) => {
        const utterances = [utter(pieces.flat())];
        let phoneCount = 0;
        for (const [index, span] of alignPieces(pieces, utterances, wholly(utterances)).entries()) {
          expect(span.startSeconds).toBeCloseTo(0.2 + phoneCount / 10, 6);
          phoneCount += pieces[index]?.length ?? 0;
          expect(span.endSeconds).toBeCloseTo(0.2 + phoneCount / 10, 6);
        }
      }),
    );
  });

  it("gives spans in order, without overlap, within the sound, whatever was spoken", () => {
    fc.assert(
      fc.property(
        piecesOfPhones,
        fc.array(fc.array(phoneName, { maxLength: 30 }).map(utter), { maxLength: 4 }),
        fc.boolean(),
        (pieces, utterances, endsHalfway) => {
          const durationSeconds = lengthOf(utterances);
          const spans = alignPieces(pieces, utterances, { durationSeconds, endsHalfway });
          expect(spans).toHaveLength(pieces.length);
          let previousEnd = 0;
          for (const { startSeconds, endSeconds } of spans) {
            expect(startSeconds).toBeGreaterThanOrEqual(previousEnd - 1e-9);
            expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
            previousEnd = endSeconds;
          }
          expect(previousEnd).toBeLessThanOrEqual(durationSeconds + 1e-9);
        },
      ),
    );
  });

  it("finds words whose phones the context changed: St. Louis", () => {
    const pieces = [["ih", "n"], ["s", "t", "r", "iy", "t"], ["l", "uw", "ih", "s"]];
    const utterances = [utter(["ih", "n", "s", "ey", "n", "t", "l", "uw", "ih", "s"])];
    const starts = alignPieces(pieces, utterances, wholly(utterances)).map(({ startSeconds }) => startSeconds);
    expect(starts.map((start) => Math.round(start * 10))).toEqual([2, 4, 8]);
  });

  it("leaves the pauses between utterances to no word", () => {
    const utterances = [utter(["hh", "ay"]), utter(["b", "aa", "b"])];
    const [first, second] = alignPieces([["hh", "ay"], ["b", "aa", "b"]], utterances, wholly(utterances));
    expect(first?.endSeconds).toBeCloseTo(0.4, 6);
    expect(second?.startSeconds).toBeCloseTo(0.8, 6);
  });

  it("knows sound that ends halfway through the last pause", () => {
    const utterances = [utter(["hh", "ay"]), utter(["b", "aa", "b"])];
    const sound = { durationSeconds: lengthOf(utterances) - 0.2, endsHalfway: true };
    const [, second] = alignPieces([["hh", "ay"], ["b", "aa", "b"]], utterances, sound);
    expect(second?.startSeconds).toBeCloseTo(0.7, 6);
    expect(second?.endSeconds).toBeCloseTo(1, 6);
  });
});
