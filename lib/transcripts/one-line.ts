/**
 * A text as every file may hold it: on one line, each run of white space one space, lone surrogates replaced, and without
 * control characters and the two non-characters that XML 1.0 forbids ("Char" production). Not trimmed.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\u0085]+/gu, " ")
    .replace(/[\p{Cc}\ufffe\uffff]/gu, "");
}
