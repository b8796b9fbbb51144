/** The query parameter of a link that opens a recording at a time. */
const TIME_PARAMETER = "t";

/** A moment of a recording, or a stretch of it where it has an end, in milliseconds. */
export interface LinkedTime {
  readonly startMs: number;
  /** Null for a moment. */
  readonly endMs: number | null;
}

/** Reads the time of a link, `?t=83.5` or from here to there `?t=83.5,97` in seconds; null where it has none that makes sense. */
export function timeOfLink(search: string): LinkedTime | null {
  const value = new URLSearchParams(search).get(TIME_PARAMETER) ?? "";
  const [, start, end] = /^(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?$/.exec(value) ?? [];
  const startMs = start === undefined ? null : millisecondsOf(start);
  const endMs = end === undefined ? null : millisecondsOf(end);
  if (startMs === null || (end !== undefined && endMs === null)) return null;
  return endMs !== null && endMs <= startMs ? null : { startMs, endMs };
}

/** The query that opens a recording at a time, or at the beginning of a stretch that it marks; in milliseconds. */
export function linkToTime(startMs: number, endMs: number | null = null): `?t=${string}` {
  return `?${TIME_PARAMETER}=${secondsOf(startMs)}${endMs === null ? "" : `,${secondsOf(endMs)}`}`;
}

/** The address of the present page at a time; in milliseconds. In a browser. */
export function addressOfTime(startMs: number, endMs: number | null = null): string {
  return new URL(linkToTime(startMs, endMs), location.href).href;
}

/** What is said when a link to a time of the present page was copied; `times` names it. In a browser. */
export function linkCopied(times: string): string {
  const isOwners = location.pathname.startsWith("/tasks/");
  return `Link to ${times} copied${isOwners ? ". It opens in this browser: for others, share it." : ""}`;
}

function millisecondsOf(seconds: string): number | null {
  const timeMs = Math.round(Number(seconds) * 1000);
  return Number.isSafeInteger(timeMs) ? timeMs : null;
}

function secondsOf(timeMs: number): number {
  return Math.max(Math.round(timeMs), 0) / 1000;
}
