interface ClockParts {
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
  readonly milliseconds: string;
}

function clockParts(timeMs: number): ClockParts {
  const total = Math.max(0, Math.round(timeMs));
  return {
    hours: String(Math.floor(total / 3_600_000)),
    minutes: twoDigits(Math.floor(total / 60_000) % 60),
    seconds: twoDigits(Math.floor(total / 1000) % 60),
    milliseconds: String(total % 1000).padStart(3, "0"),
  };
}

function twoDigits(value: number | string): string {
  return String(value).padStart(2, "0");
}

/** Milliseconds as "0:01:23", always with hours; parts of a second are dropped. */
export function clockTimestamp(timeMs: number): string {
  const { hours, minutes, seconds } = clockParts(timeMs);
  return `${hours}:${minutes}:${seconds}`;
}

/** Milliseconds as captions have them, "00:01:23.456": a point before the milliseconds in WebVTT, a comma in SubRip. */
export function captionTimestamp(timeMs: number, separator: "." | ","): string {
  const { hours, minutes, seconds, milliseconds } = clockParts(timeMs);
  return `${twoDigits(hours)}:${minutes}:${seconds}${separator}${milliseconds}`;
}
