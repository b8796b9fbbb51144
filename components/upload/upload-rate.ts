import type { Formats } from "@/lib/locale/formats";

/** How many bytes had been sent at a time (any clock in milliseconds). */
export interface ProgressSample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Long enough to be calm, short enough to notice a slower connection. */
const WINDOW_MS = 5_000;
/** Before this much time the first bytes, which only fill buffers, would promise too much. */
const LEAST_MS = 1_000;

/** The samples with one more, without those that are too old to count; begins anew when bytes went back. */
export function addSample(samples: readonly ProgressSample[], sample: ProgressSample): readonly ProgressSample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.bytes < last.bytes) return [sample];
  const recent = samples.filter(({ atMs }) => atMs > sample.atMs - WINDOW_MS);
  return [...recent, sample];
}

/** Bytes a second over the window up to now; null until it can be said. */
export function bytesPerSecond(samples: readonly ProgressSample[], nowMs: number): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || nowMs - first.atMs < LEAST_MS) return null;
  return ((last.bytes - first.bytes) * 1000) / (nowMs - first.atMs);
}

/** Seconds until the rest is sent at this rate; null when it cannot be said, or would be a guess of more than a day. */
export function secondsLeft(remainingBytes: number, rate: number | null): number | null {
  if (rate === null || rate <= 0) return null;
  const seconds = remainingBytes / rate;
  return seconds > 86_400 ? null : seconds;
}

/** A time left for people: "less than 5 sec", "40 sec", "3 min", "2 hr 10 min". It is rounded up, in steps that do not flicker. */
export function formatTimeLeft(seconds: number, formats: Formats): string {
  if (seconds <= 5) return `less than ${formats.duration({ seconds: 5 })}`;
  if (seconds <= 55) return formats.duration({ seconds: Math.ceil(seconds / 5) * 5 });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return formats.duration({ minutes });
  return formats.duration({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
