import { fillLines, layOutLines, type CuePiece } from "@/lib/transcripts/cue-lines";
import { oneLine } from "@/lib/transcripts/one-line";
import { beginsWithClosingMark, endsClause, endsSentence } from "@/lib/transcripts/punctuation";
import { meetWithoutSpace } from "@/lib/transcripts/spaceless-scripts";
import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";
import { composeTurns, type Turn } from "@/lib/transcripts/turns";

/** Words that are shown together while they are heard. */
export interface Cue {
  /** The start of the first word and the end of the last; longer only where that would be no time at all. */
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: number | null;
  /** The first word, and the word after the last. */
  readonly from: number;
  readonly to: number;
  /** As shown: white space collapsed, without control characters. */
  readonly lines: readonly string[];
}

export interface CueLimits {
  /** UTF-16 units in a line. */
  readonly lineLength: number;
  readonly lines: number;
  readonly durationMs: number;
  /** A pause of this length or more ends a cue. */
  readonly pauseMs: number;
}

const CUE_LIMITS: CueLimits = { lineLength: 42, lines: 2, durationMs: 4000, pauseMs: 800 };
/** How long a cue is shown whose words take no time, where the next one leaves room. */
const SHOWN_AT_LEAST_MS = 1000;
const SHORT_PAUSE_MS = 300;

/**
 * Groups the words into cues, all of them, in their order, within the limits; a single word beyond a limit is a cue or a
 * line of its own. A cue never runs over a turn's end or a long pause, and within these ends rather with a sentence, a
 * clause or at a short pause than elsewhere. Cues do not overlap and none is empty of time: where several begin at once,
 * each begins when the one before ends. `label` gives what stands before the first words of a turn, "" for nothing; it
 * counts as a word.
 */
export function toCues(transcript: Transcript, limits: CueLimits = CUE_LIMITS, label: (turn: Turn) => string = () => ""): Cue[] {
  const pieces = transcript.words.map((word, index) => pieceOf(word, transcript.words[index + 1]));
  const cues = composeTurns(transcript).flatMap((turn) => {
    const name = oneLine(label(turn)).trim();
    const prefix: readonly CuePiece[] = name === "" ? [] : [{ text: name, spaceAfter: true, gluedToNext: false }];
    return cuesOfTurn(transcript.words, pieces, turn, prefix, limits);
  });
  return settleTimes(cues);
}

function pieceOf(word: TranscriptWord, next: TranscriptWord | undefined): CuePiece {
  const full = oneLine(word.text + word.after).trimStart();
  const text = full.trimEnd();
  const spaceAfter = text.length < full.length;
  const gluedToNext = next !== undefined && !spaceAfter && (!meetWithoutSpace(word.text, next.text) || beginsWithClosingMark(next.text));
  return { text, spaceAfter, gluedToNext };
}

function cuesOfTurn(words: readonly TranscriptWord[], pieces: readonly CuePiece[], turn: Turn, prefix: readonly CuePiece[], limits: CueLimits): Cue[] {
  const cues: Cue[] = [];
  let lead = prefix;
  for (let from = turn.from; from < turn.to; ) {
    const { most, whole } = longestCue(words, pieces, turn, from, lead, limits);
    const to = whole ? most : bestEnd(words, pieces, from, most, turn.to);
    const lines = layOutLines([...lead, ...pieces.slice(from, to)], limits.lineLength);
    cues.push({ startMs: words[from]?.startMs ?? 0, endMs: words[to - 1]?.endMs ?? 0, speaker: turn.speaker, from, to, lines });
    lead = [];
    from = to;
  }
  return cues;
}

/** The end of the longest cue that begins at a word, and whether it is ended by a long pause or the turn's end alone. */
function longestCue(words: readonly TranscriptWord[], pieces: readonly CuePiece[], turn: Turn, from: number, lead: readonly CuePiece[], limits: CueLimits) {
  const startMs = words[from]?.startMs ?? 0;
  let most = from + 1;
  for (; most < turn.to; most += 1) {
    const word = words[most];
    if (word === undefined || word.startMs - (words[most - 1]?.endMs ?? 0) >= limits.pauseMs) break;
    if (word.endMs - startMs > limits.durationMs) return { most, whole: false };
    if (fillLines([...lead, ...pieces.slice(from, most + 1)], limits.lineLength).length > limits.lines) return { most, whole: false };
  }
  return { most, whole: true };
}

/** Where a cue ends best that may end after any word up to `most`: late, and where the reader expects it. */
function bestEnd(words: readonly TranscriptWord[], pieces: readonly CuePiece[], from: number, most: number, turnEnd: number): number {
  const total = pieces.slice(from, most).reduce((length, piece) => length + piece.text.length, 0);
  let length = 0;
  let best = most;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let end = from + 1; end <= most; end += 1) {
    length += pieces[end - 1]?.text.length ?? 0;
    const score = length / total + worthOfBreak(words, pieces, end) - (turnEnd - end <= 2 ? 0.4 : 0);
    if (score >= bestScore) {
      best = end;
      bestScore = score;
    }
  }
  return best;
}

/** What a break after a word is worth, in parts of a full cue that it may leave empty. */
function worthOfBreak(words: readonly TranscriptWord[], pieces: readonly CuePiece[], end: number): number {
  const text = words[end - 1]?.text ?? "";
  if (pieces[end - 1]?.gluedToNext === true) return -1;
  if (endsSentence(text)) return 0.6;
  if (endsClause(text)) return 0.35;
  return (words[end]?.startMs ?? 0) - (words[end - 1]?.endMs ?? 0) >= SHORT_PAUSE_MS ? 0.3 : 0;
}

function settleTimes(cues: readonly Cue[]): Cue[] {
  let free = 0;
  return cues.map((cue, index) => {
    const startMs = Math.max(cue.startMs, free);
    const next = cues[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const wanted = cue.endMs > startMs ? cue.endMs : startMs + SHOWN_AT_LEAST_MS;
    free = Math.max(startMs + 1, Math.min(wanted, next));
    return { ...cue, startMs, endMs: free };
  });
}
