/** The query parameter of a link that opens a recording at a time. */
const TIME_PARAMETER = "t";

/** Reads the time of a link, `?t=83.5` in seconds, in milliseconds; null where it has none that makes sense. */
export function timeOfLink(search: string): number | null {
  const value = new URLSearchParams(search).get(TIME_PARAMETER);
  if (value === null || !/^\d+(\.\d+)?$/.test(value)) return null;
  const timeMs = Math.round(Number(value) * 1000);
  return Number.isSafeInteger(timeMs) ? timeMs : null;
}

/** The query that opens a recording at a time in milliseconds. */
export function linkToTime(timeMs: number): `?t=${string}` {
  return `?${TIME_PARAMETER}=${Math.max(Math.round(timeMs), 0) / 1000}`;
}
