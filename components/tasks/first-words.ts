import { firstGraphemes } from "@/lib/speech/graphemes";

const LENGTH = 80;

/** The beginning of a text, for a line of its own. */
export function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  const first = firstGraphemes(line, LENGTH);
  return first.length < line.length ? `${first}…` : line;
}
