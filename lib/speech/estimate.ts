/** One credit in US dollars, about. */
const DOLLARS_PER_CREDIT = 0.005;

const credits = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 3 });

/** What a click will cost, as a sentence: estimated from what a character has cost on this instance. */
export function estimateCost({
  characters,
  takes,
  rate,
}: {
  characters: number;
  takes: number;
  rate: { readonly credits: number; readonly takes: number } | undefined;
}): string {
  if (rate === undefined) return "Uses credits. How many is not known here before the first take on this model.";
  const from = rate.takes === 1 ? "the last take" : `the last ${rate.takes} takes`;
  if (characters === 0) return `About ${credits.format(rate.credits * 1000)} credits for 1,000 characters, by ${from} here.`;
  const total = characters * takes * rate.credits;
  return `About ${credits.format(total)} credits (${dollars.format(total * DOLLARS_PER_CREDIT)}), by ${from} here.`;
}
