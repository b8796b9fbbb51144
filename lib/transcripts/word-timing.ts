import { foldCharacter } from "@/lib/transcripts/fold";

/** One spoken word and when it is heard, in integer milliseconds from the start of the audio. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Where a word stands in a text: UTF-16 offsets, `end` exclusive. Empty where the text has no place for it. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** What a position is mapped between: one take of a text. */
export interface TakeTiming {
  readonly durationMs: number;
  readonly words: readonly TimedWord[] | null;
}

/**
 * The index of the last entry that is ≤ `value`, −1 before the first. `starts` ascends; where several are equal the last
 * one counts. Serves times (word starts in milliseconds) and text offsets alike.
 */
export function wordAt(starts: Float64Array | Int32Array, value: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The words that begin from `startMs` on and before `endMs`: the first, and the one after the last; null where there are none. */
export function wordsWithin(starts: Float64Array, startMs: number, endMs: number): { from: number; to: number } | null {
  const from = wordAt(starts, startMs - 1) + 1;
  const to = wordAt(starts, endMs - 1) + 1;
  return to > from ? { from, to } : null;
}

/** The words that a part of the text touches: the first, and the one after the last; null where it touches none. */
export function wordsInSpan(spans: readonly TextSpan[], { start, end }: TextSpan): { from: number; to: number } | null {
  const touches = (span: TextSpan) => span.end > span.start && span.start < end && span.end > start;
  const from = spans.findIndex(touches);
  return from < 0 ? null : { from, to: spans.findLastIndex(touches) + 1 };
}

/** The start of each word in milliseconds, never descending, as `wordAt` wants it. */
export function wordStarts(words: readonly TimedWord[]): Float64Array {
  const starts = new Float64Array(words.length);
  let latest = 0;
  words.forEach((word, index) => {
    latest = Math.max(latest, word.startMs);
    starts[index] = latest;
  });
  return starts;
}

/**
 * Maps a position in one take to the same place of the text in another, in milliseconds. With word times for the same
 * number of words on both sides a place within a word goes to the same fraction of that word, and a place within a pause to
 * that of the pause; otherwise the fraction of the duration is kept. Never descends as `positionMs` grows.
 */
export function mapPosition(from: TakeTiming, to: TakeTiming, positionMs: number): number {
  if (from.durationMs <= 0) return 0;
  const position = clamp(positionMs, from.durationMs);
  const comparable = from.words !== null && to.words !== null && from.words.length === to.words.length;
  const source = knots(from.durationMs, comparable ? from.words : []);
  const target = knots(to.durationMs, comparable ? to.words : []);
  const index = Math.min(wordAt(source, position), source.length - 2);
  const [sourceStart = 0, sourceEnd = 0] = source.subarray(index);
  const [targetStart = 0, targetEnd = 0] = target.subarray(index);
  const length = sourceEnd - sourceStart;
  const fraction = length > 0 ? (position - sourceStart) / length : 1;
  return targetStart + fraction * (targetEnd - targetStart);
}

/** Zero, the start and the end of each word, the duration: ascending, whatever the words say. */
function knots(durationMs: number, words: readonly TimedWord[]): Float64Array {
  const times = [0, ...words.flatMap((word) => [word.startMs, word.endMs]), durationMs];
  let latest = 0;
  return Float64Array.from(times, (time) => (latest = Math.max(latest, clamp(time, durationMs))));
}

function clamp(value: number, maximum: number): number {
  return Math.min(Math.max(value, 0), maximum);
}

const NO_LETTER = /[^\p{L}\p{M}\p{N}]/u;
const EDGES = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;
/** How far ahead a word is looked for, in characters; twice the length of the words missed so far is added. */
const LOOKAHEAD = 160;
/** A word of this many characters is rare enough to be believed without its neighbour. */
const DISTINCTIVE_LENGTH = 5;

/**
 * Finds each word in the text, in order, and gives one span for each. Case, accents' encoding, typographic quotes and
 * punctuation at a word's edges may differ. A word that is not there ("forty" for "40") shares the text that its neighbours
 * leave over, or gets an empty span where they leave none. Starts never descend.
 */
export function locateWords(text: string, words: readonly TimedWord[]): TextSpan[] {
  const folded = foldWithOffsets(text);
  const needles = words.map((word) => foldNeedle(word.text));
  const found: ({ from: number; to: number } | null)[] = [];
  let cursor = 0;
  let missed = 0;
  needles.forEach((needle, index) => {
    const match = matchNear(folded.text, needle, needles[index + 1], cursor) ??
      matchAhead(folded.text, needle, needles[index + 1], cursor, LOOKAHEAD + 2 * missed);
    found.push(match);
    cursor = match?.to ?? cursor;
    missed = match === null ? missed + needle.full.length : 0;
  });
  const spans = found.map((match) => (match === null ? null : { start: folded.offset(match.from), end: folded.offset(match.to) }));
  return fillGaps(text, spans);
}

interface Needle {
  /** The word as written, folded. */
  readonly full: string;
  /** Without punctuation at its edges. */
  readonly core: string;
}

function foldNeedle(word: string): Needle {
  const full = Array.from(word.trim(), foldCharacter).join("");
  return { full, core: full.replace(EDGES, "") };
}

/** The folded text, and for each place in it the offset of the character of the original that it comes from. */
function foldWithOffsets(text: string): { text: string; offset: (index: number) => number } {
  const parts: string[] = [];
  const offsets: number[] = [];
  let position = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) offsets.push(position);
    position += character.length;
  }
  return { text: parts.join(""), offset: (index) => offsets[index] ?? text.length };
}

function isLetterAt(text: string, index: number): boolean {
  const code = text.codePointAt(index);
  return code !== undefined && !NO_LETTER.test(String.fromCodePoint(code));
}

function nextLetter(text: string, from: number): number {
  let index = from;
  while (index < text.length && !isLetterAt(text, index)) index += 1;
  return index;
}

/** Whether a word could end here: what follows is no letter, or the next word begins right here. */
function endsAt(text: string, next: Needle | undefined, end: number): boolean {
  if (!isLetterAt(text, end)) return true;
  return next !== undefined && next.core !== "" && text.startsWith(next.core, end);
}

/** The word where it is due: nothing but spaces and punctuation before it. */
function matchNear(text: string, needle: Needle, next: Needle | undefined, cursor: number) {
  if (needle.full === "") return null;
  const due = nextLetter(text, cursor);
  for (let from = cursor; from <= due; from += 1) {
    const to = from + needle.full.length;
    if (text.startsWith(needle.full, from) && endsAt(text, next, to)) return { from, to };
  }
  const to = due + needle.core.length;
  return needle.core !== "" && text.startsWith(needle.core, due) && endsAt(text, next, to) ? { from: due, to } : null;
}

/** The word further on, after text that was not spoken: a whole word there, and either a long one or followed by the next. */
function matchAhead(text: string, needle: Needle, next: Needle | undefined, cursor: number, reach: number) {
  if (needle.core === "") return null;
  const near = text.slice(cursor, cursor + reach + needle.core.length);
  for (let found = near.indexOf(needle.core); found !== -1; found = near.indexOf(needle.core, found + 1)) {
    const from = cursor + found;
    const to = from + needle.core.length;
    const whole = !isLetterAt(text, to) && !isLetterAt(text, from - 1);
    const credible = needle.core.length >= DISTINCTIVE_LENGTH || next === undefined || text.startsWith(next.core, nextLetter(text, to));
    if (whole && credible) return { from, to };
  }
  return null;
}

/** Shares out the text between located words among the words that were not found there. */
function fillGaps(text: string, spans: readonly (TextSpan | null)[]): TextSpan[] {
  const filled: TextSpan[] = [];
  let gapStart = 0;
  let index = 0;
  while (index < spans.length) {
    const span = spans[index];
    if (span) {
      filled.push(span);
      gapStart = Math.max(gapStart, span.end);
      index += 1;
      continue;
    }
    let after = index;
    while (after < spans.length && !spans[after]) after += 1;
    const gapEnd = Math.max(gapStart, spans[after]?.start ?? text.length);
    filled.push(...shareOut(text, gapStart, gapEnd, after - index));
    index = after;
  }
  return filled;
}

function shareOut(text: string, start: number, end: number, count: number): TextSpan[] {
  const tokens = Array.from(text.slice(start, end).matchAll(/\S+/gu), (match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((index * tokens.length) / count);
    const last = Math.max(first, Math.floor(((index + 1) * tokens.length) / count) - 1);
    return { start: tokens[first]?.start ?? start, end: tokens[last]?.end ?? start };
  });
}
