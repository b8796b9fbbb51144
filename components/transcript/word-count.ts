import type { Formats } from "@/lib/locale/formats";

/** How many words a transcript has, in words; 0 says that nobody spoke. */
export function describeWordCount(count: number, formats: Formats): string {
  if (count === 0) return "No speech was found";
  return `${formats.count(count)} ${count === 1 ? "word" : "words"}`;
}
