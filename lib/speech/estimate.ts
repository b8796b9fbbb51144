import type { Formats } from "@/lib/locale/formats";

/** One credit in US dollars, about. */
const DOLLARS_PER_CREDIT = 0.005;

/** What a click will cost, as a sentence: estimated from what a character has cost on this instance. */
export function estimateCost({
  characters,
  takes,
  rate,
  formats,
}: {
  characters: number;
  takes: number;
  rate: { readonly credits: number; readonly takes: number } | undefined;
  formats: Formats;
}): string {
  if (rate === undefined) return "Uses credits. How many is not known here before the first take on this model.";
  const from = rate.takes === 1 ? "the last take" : `the last ${formats.count(rate.takes)} takes`;
  if (characters === 0) return `About ${formats.credits(rate.credits * 1000)} credits for ${formats.count(1000)} characters, by ${from} here.`;
  const total = characters * takes * rate.credits;
  return `About ${formats.credits(total)} credits (${formats.dollars(total * DOLLARS_PER_CREDIT)}), by ${from} here.`;
}
