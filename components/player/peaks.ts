/** The shape of a recording, for drawing. */
export interface Peaks {
  readonly durationMs: number;
  /** Absolute amplitudes from 0 to 1, evenly spaced over the duration. */
  readonly amplitudes: Float32Array;
}

/** Reads the answer of a peaks address, `{ durationMs, peaks }` with integers from 0 to 255; null for anything else. */
export function parsePeaks(answer: unknown): Peaks | null {
  if (typeof answer !== "object" || answer === null || !("durationMs" in answer) || !("peaks" in answer)) return null;
  const { durationMs, peaks } = answer;
  if (typeof durationMs !== "number" || !(durationMs > 0) || !Array.isArray(peaks) || peaks.length === 0) return null;
  // A loop: the methods of arrays take several times as long for the 50,000 of a day.
  const amplitudes = new Float32Array(peaks.length);
  for (let index = 0; index < peaks.length; index += 1) {
    const peak: unknown = peaks[index];
    if (typeof peak !== "number") return null;
    amplitudes[index] = peak / 255;
  }
  return { durationMs, amplitudes };
}

/**
 * The heights of `count` bars over the whole recording, from 0 to 1, the tallest being 1 unless all is silent. A bar shows
 * the root mean square of its peaks: the highest of a minute and a half of speech is always the same, its mean is not. With
 * fewer peaks than bars, those in between lie on a straight line.
 */
export function barHeights(amplitudes: ArrayLike<number>, count: number): Float32Array {
  const perBar = amplitudes.length / count;
  const heights = Float32Array.from({ length: count }, (_, bar) =>
    perBar < 1 ? interpolated(amplitudes, count > 1 ? (bar * (amplitudes.length - 1)) / (count - 1) : 0) : rootMeanSquare(amplitudes, Math.floor(bar * perBar), Math.floor((bar + 1) * perBar)),
  );
  const tallest = heights.reduce((highest, height) => Math.max(highest, height), 0);
  return tallest > 0 ? heights.map((height) => height / tallest) : heights;
}

function interpolated(amplitudes: ArrayLike<number>, place: number): number {
  const left = amplitudes[Math.floor(place)] ?? 0;
  const right = amplitudes[Math.ceil(place)] ?? left;
  return left + (right - left) * (place % 1);
}

function rootMeanSquare(amplitudes: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += (amplitudes[index] ?? 0) ** 2;
  return Math.sqrt(sum / (to - from));
}
