/** Those that change the direction of all that follows them; the marks that only settle a neighbour's direction stay. */
const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/** A name or a title that a person gave, as it can stand within a line of other text: without breaks, control characters and lone surrogates, and without what would turn the text after it around. */
export function plainName(given: string): string {
  return given
    .toWellFormed()
    .replace(DIRECTION_OVERRIDES, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
