const FIRST_MS = 1_500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before trying for the `attempt`th time (from 0) to reach the server, in milliseconds: longer each time, and by
 * chance (`random` from 0 to 1) between half and the whole, so that many pages do not come at once when it is back.
 */
export function retryPauseMs(attempt: number, random: number): number {
  return spread(Math.min(FIRST_MS * 2 ** Math.min(attempt, 10), LONGEST_MS), random);
}

/** Between half of a time and the whole, by chance (`random` from 0 to 1). */
export function spread(ms: number, random: number): number {
  return ms * (0.5 + random / 2);
}
