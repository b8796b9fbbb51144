/** A word's times as the engine gave them, in integer milliseconds, which may be anything; null where it gave none. */
export interface RawTimes {
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** UTF-16 units of the word; longer words are thought to last longer. */
  readonly length: number;
}

export interface NormalTimes {
  readonly startMs: number;
  readonly endMs: number;
}

/** A start that is out of order by no more than this is moved to its neighbour's; one further out says nothing. */
const SMALL_DISORDER_MS = 1000;
/** What a word without times is thought to take at most, where nothing after it says so. */
const MISSING_WORD_MS = 400;
/** How long a word without a usable end is thought to last. */
const MS_PER_CHARACTER = 80;
const LONGEST_GUESS_MS = 2000;

/**
 * Puts times in order: starts never descend, no word ends before it starts or after the next one starts, and all lie
 * from 0 to `durationMs` where that is known. A start is believed when it is one of the most that ascend together, so that
 * a wild one among them moves no other; missing and disbelieved ones are spread between their neighbours. Null where no
 * word has a start, or all times are 0. O(n log n).
 */
export function normaliseTimes(words: readonly RawTimes[], durationMs: number | null): NormalTimes[] | null {
  if (!words.some((word) => word.startMs !== null)) return null;
  if (words.every((word) => (word.startMs ?? 0) === 0 && (word.endMs ?? 0) === 0)) return null;
  const latest = durationMs ?? Number.MAX_SAFE_INTEGER;
  const starts = spreadMissing(words, nudge(words, believedStarts(words)), latest);
  return words.map((word, index) => {
    const startMs = starts[index] ?? 0;
    const guess = startMs + Math.min(word.length * MS_PER_CHARACTER, LONGEST_GUESS_MS);
    const next = starts[index + 1] ?? latest;
    const endFits = word.endMs !== null && word.endMs >= startMs && (word.startMs === startMs || word.endMs <= next);
    return { startMs, endMs: Math.max(startMs, Math.min(endFits ? word.endMs : guess, next)) };
  });
}

/** The starts of the longest subsequence that never descends; null for the others. */
function believedStarts(words: readonly RawTimes[]): (number | null)[] {
  /** For each length, the word at which a subsequence of that length ends with the least start. */
  const ends: number[] = [];
  const previous = new Int32Array(words.length);
  words.forEach(({ startMs }, index) => {
    if (startMs === null) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[ends[middle] ?? 0]?.startMs ?? 0) <= startMs) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const believed = new Array<number | null>(words.length).fill(null);
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) believed[index] = words[index]?.startMs ?? null;
  return believed;
}

/** Moves starts that are only slightly out of order to where they fit. */
function nudge(words: readonly RawTimes[], believed: readonly (number | null)[]): (number | null)[] {
  /** The next believed start, of the word itself or after it: for a believed word its own, which is then where it fits. */
  const following = new Float64Array(words.length);
  believed.reduceRight<number>((next, start, index) => (following[index] = start ?? next), Number.POSITIVE_INFINITY);
  let reached = Number.NEGATIVE_INFINITY;
  return words.map(({ startMs }, index) => {
    if (startMs === null) return null;
    const fitting = Math.min(Math.max(startMs, reached), following[index] ?? startMs);
    if (Math.abs(fitting - startMs) > SMALL_DISORDER_MS) return null;
    reached = fitting;
    return fitting;
  });
}

/** Clamps what is known to the recording, and shares the time between neighbours among the words that have none. */
function spreadMissing(words: readonly RawTimes[], known: readonly (number | null)[], latest: number): number[] {
  const starts: number[] = [];
  /** Where the last word with a start ends, as far as its end can be believed. */
  let free = 0;
  for (let index = 0; index < words.length; ) {
    const start = known[index] ?? null;
    if (start !== null) {
      starts.push(clamp(start, latest));
      free = Math.max(clamp(start, latest), clamp(words[index]?.endMs ?? start, latest));
      index += 1;
      continue;
    }
    let after = index;
    while (after < words.length && (known[after] ?? null) === null) after += 1;
    const count = after - index;
    const next = known[after] ?? null;
    const to = next === null ? Math.min(latest, free + count * MISSING_WORD_MS) : clamp(next, latest);
    const last = starts.at(-1);
    const endKnown = last === undefined || (free > last && free <= to);
    const from = endKnown ? free : last;
    const step = (to - from) / (endKnown ? count : count + 1);
    for (let place = 0; place < count; place += 1) starts.push(Math.round(from + step * (endKnown ? place : place + 1)));
    index = after;
  }
  return starts;
}

function clamp(value: number, latest: number): number {
  return Math.min(Math.max(value, 0), latest);
}
