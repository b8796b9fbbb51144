import type { Transcript } from "@/lib/transcripts/transcript";

/** How many words were heard: sounds are none. */
export function countWords({ words }: Transcript): number {
  return words.reduce((sum, { kind }) => sum + (kind === "word" ? 1 : 0), 0);
}
