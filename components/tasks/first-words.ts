import { firstGraphemes } from "@/lib/speech/graphemes";

const LENGTH = 80;

/** The beginning of a text, for a line of its own; it ends with a whole word where words are told apart by spaces. */
export function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  const first = firstGraphemes(line, LENGTH);
  if (first.length === line.length) return line;
  const isWhole = line[first.length] === " ";
  const words = isWhole ? first : first.replace(/ [^ ]{0,20}$/u, "");
  return words.replace(/[,;:]?$/u, "…");
}
