/** The speeds that are offered, 1 being normal. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** The next of the offered speeds that is faster (`by` 1) or slower (−1); the last one stays. */
export function nextRate(rate: number, by: 1 | -1): number {
  const others = by === 1 ? RATES.filter((other) => other > rate) : RATES.filter((other) => other < rate).toReversed();
  return others[0] ?? rate;
}
