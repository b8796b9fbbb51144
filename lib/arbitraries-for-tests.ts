import fc from "fast-check";

const anyCodePoint = fc.nat({ max: 0x10ffff }).map((codePoint) => String.fromCodePoint(codePoint));

/** Any text at all, halves of characters included. fast-check's own unit for it ("binary") takes seconds to make ready. */
export function anyText(length: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...length, unit: anyCodePoint });
}

/** From 0 to 1, both included, and evenly between: of what `fc.double` draws there, nine of ten are below a thousandth. */
export const anyShare: fc.Arbitrary<number> = fc.nat({ max: 10_000 }).map((share) => share / 10_000);
