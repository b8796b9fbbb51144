/** How finely loudness is looked at. */
export const FRAME_MS = 10;

/** A stretch of a recording, in frames of 10 ms: from `start` up to, and without, `end`. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** Digital silence and what is as good as it. */
const SILENCE_DB = -60;
/** The background is the tenth percentile of what surrounds a frame within so many frames, looked at anew every two seconds. */
const BACKGROUND_REACH = 1500;
const BACKGROUND_STEP = 200;
const BACKGROUND_STRIDE = 4;
const BACKGROUND_PERCENTILE = 0.1;
/** Speech stands out from the background by a quarter of the way to its loudest parts, and by 6 dB at least. */
const SPEECH_PERCENTILE = 0.95;
const SPEECH_SHARE = 0.25;
const LEAST_CONTRAST_DB = 6;
const SMOOTHING_REACH = 2;
/** A shorter pause is part of the speech, a shorter noise is none. */
const SHORTEST_PAUSE = 20;
const SHORTEST_SPEECH = 8;
/** Soft beginnings and ends of words lie below the threshold, and the recognizer errs less with some silence around. */
const PADDING = 60;

/**
 * Finds where somebody speaks from the loudness of each frame (decibels, 0 is full scale). The stretches are in order,
 * do not overlap and lie within the recording; all that stands out from its background is in one. Steady sound without
 * any pause counts as speech, whatever it is.
 */
export function findSpeech(levels: Float32Array): Segment[] {
  const smooth = smoothed(levels);
  const stretches: { start: number; end: number }[] = [];
  let threshold = Infinity;
  for (let frame = 0; frame < smooth.length; frame += 1) {
    if (frame % BACKGROUND_STEP === 0) threshold = thresholdAt(smooth, frame);
    if ((smooth[frame] ?? -Infinity) < threshold) continue;
    const last = stretches.at(-1);
    if (last !== undefined && frame - last.end < SHORTEST_PAUSE) last.end = frame + 1;
    else stretches.push({ start: frame, end: frame + 1 });
  }
  const spoken = stretches.filter(({ start, end }) => end - start >= SHORTEST_SPEECH);
  return spoken.map(({ start, end }, index) => {
    const before = spoken[index - 1]?.end;
    const after = spoken[index + 1]?.start;
    return {
      start: Math.max(start - PADDING, before === undefined ? 0 : Math.ceil((before + start) / 2)),
      end: Math.min(end + PADDING, after === undefined ? levels.length : Math.ceil((end + after) / 2)),
    };
  });
}

/**
 * Cuts speech into segments of at most `longest` frames, at the quietest place in the second half of what is too long,
 * and joins neighbours whose pause is at most `widestPause` frames for as long as they fit. Every frame of speech is in
 * exactly one segment. A negative `widestPause` joins nothing.
 */
export function cutSegments(
  speech: readonly Segment[],
  levels: Float32Array,
  { longest, widestPause }: { longest: number; widestPause: number },
): Segment[] {
  const segments: Segment[] = [];
  for (const stretch of speech) {
    const last = segments.at(-1);
    if (last !== undefined && stretch.start - last.end <= widestPause && stretch.end - last.start <= longest) {
      segments[segments.length - 1] = { start: last.start, end: stretch.end };
      continue;
    }
    let { start } = stretch;
    while (stretch.end - start > longest) {
      const cut = quietest(levels, start + Math.ceil(longest / 2), start + longest);
      segments.push({ start, end: cut });
      start = cut;
    }
    segments.push({ start, end: stretch.end });
  }
  return segments;
}

function thresholdAt(levels: Float32Array, frame: number): number {
  const from = Math.max(0, frame - BACKGROUND_REACH);
  const to = Math.min(levels.length, frame + BACKGROUND_REACH);
  const around = new Float32Array(Math.ceil((to - from) / BACKGROUND_STRIDE));
  for (let index = 0; index < around.length; index += 1) around[index] = levels[from + index * BACKGROUND_STRIDE] ?? 0;
  around.sort();
  const background = Math.max(around[Math.floor(around.length * BACKGROUND_PERCENTILE)] ?? SILENCE_DB, SILENCE_DB);
  const loud = around[Math.floor(around.length * SPEECH_PERCENTILE)] ?? SILENCE_DB;
  if (loud <= SILENCE_DB) return Infinity;
  const contrast = loud - background;
  return contrast < LEAST_CONTRAST_DB ? SILENCE_DB : background + Math.max(contrast * SPEECH_SHARE, LEAST_CONTRAST_DB);
}

/** The mean of each level and its neighbours. */
function smoothed(levels: Float32Array): Float32Array {
  const means = new Float32Array(levels.length);
  for (let frame = 0; frame < levels.length; frame += 1) {
    const from = Math.max(0, frame - SMOOTHING_REACH);
    const to = Math.min(levels.length, frame + SMOOTHING_REACH + 1);
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += Math.max(levels[index] ?? SILENCE_DB, SILENCE_DB - 20);
    means[frame] = sum / (to - from);
  }
  return means;
}

function quietest(levels: Float32Array, from: number, to: number): number {
  const reach = 5;
  let best = to;
  let lowest = Infinity;
  for (let frame = from; frame < to; frame += 1) {
    let sum = 0;
    for (let index = frame - reach; index <= frame + reach; index += 1) sum += levels[index] ?? 0;
    if (sum < lowest) {
      lowest = sum;
      best = frame;
    }
  }
  return best;
}
