import fc from "fast-check";

const anyCodePoint = fc.nat({ max: 0x10ffff }).map((codePoint) => String.fromCodePoint(codePoint));

/** Any text at all, halves of characters included. fast-check's own unit for it ("binary") takes seconds to make ready. */
export function anyText(length: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...length, unit: anyCodePoint });
}
