import { firstGraphemes } from "@/lib/speech/graphemes";

/** As much as a line holds. */
const LINE_LENGTH = 80;

/**
 * The beginning of a text on one line, of at most `length` characters as people count them, and an ellipsis where it goes on. It ends
 * with a whole word where words are told apart by spaces.
 */
export function firstWords(text: string, length = LINE_LENGTH): string {
  const line = text.trim().replace(/\s+/gu, " ");
  const first = firstGraphemes(line, length);
  if (first.length === line.length) return line;
  const isWhole = line[first.length] === " ";
  const words = isWhole ? first : first.replace(/ [^ ]{0,20}$/u, "");
  return words.replace(/[,;:]?$/u, "…");
}
