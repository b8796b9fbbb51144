import { endsSentence } from "@/lib/transcripts/punctuation";
import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";

/** Words that are read as one paragraph: of one speaker, without a long pause. */
export interface Turn {
  /** The place of the speaker in `speakerIds`, null where none is named. */
  readonly speaker: number | null;
  readonly startMs: number;
  readonly endMs: number;
  /** The first word, and the word after the last. */
  readonly from: number;
  readonly to: number;
}

const LONG_PAUSE_MS = 2000;
const LONGEST_TURN_MS = 60_000;
/** More than anybody says in a minute: bounds the turns of text without times, or with all times equal. */
const MOST_WORDS = 500;
/** The part of a turn that is too long in which its break is looked for. */
const BREAK_AFTER = 2 / 3;

/**
 * Groups the words into turns, all of them, in their order. A turn ends where the speaker changes, before a pause of 2 s
 * or more, and so that it lasts at most 60 s and holds at most 500 words: then at the last end of a sentence in its last
 * third, else at the longest pause there. An audio event of nobody belongs to the turn it is in. A single longer word is
 * a turn of its own.
 */
export function composeTurns(transcript: Transcript): Turn[] {
  const { words } = transcript;
  const turns: Turn[] = [];
  let from = 0;
  let speaker: number | null = null;
  let onlyEvents = true;
  const close = (to: number) => {
    while (from < to) {
      const end = limitedEnd(words, from, to);
      turns.push({ speaker, startMs: words[from]?.startMs ?? 0, endMs: words[end - 1]?.endMs ?? 0, from, to: end });
      from = end;
    }
  };
  words.forEach((word, index) => {
    const ofNobody = word.kind === "audio-event" && word.speaker === null;
    const otherSpeaker = !ofNobody && word.speaker !== speaker && !onlyEvents;
    const pause = word.startMs - (words[index - 1]?.endMs ?? word.startMs);
    if (otherSpeaker || pause >= LONG_PAUSE_MS) {
      close(index);
      onlyEvents = true;
      speaker = null;
    }
    if (ofNobody) return;
    onlyEvents = false;
    speaker = word.speaker;
  });
  close(words.length);
  return turns;
}

/** Where the turn that begins at `from` ends: at `to`, or earlier where it would be too long. */
function limitedEnd(words: readonly TranscriptWord[], from: number, to: number): number {
  const startMs = words[from]?.startMs ?? 0;
  let most = from + 1;
  while (most < to && most - from < MOST_WORDS && (words[most]?.endMs ?? 0) - startMs <= LONGEST_TURN_MS) most += 1;
  if (most === to) return to;
  const byWords = most - from >= MOST_WORDS;
  /** Whether a break before this word would be in the last third; never before the turn's first word. */
  const late = (index: number) =>
    byWords ? index - from > MOST_WORDS * BREAK_AFTER : (words[index]?.startMs ?? 0) - startMs > LONGEST_TURN_MS * BREAK_AFTER;
  let best = most;
  let longestPause = -1;
  for (let index = most; late(index); index -= 1) {
    const before = words[index - 1];
    if (before === undefined || endsSentence(before.text)) return index;
    const pause = (words[index]?.startMs ?? 0) - before.endMs;
    if (pause > longestPause) {
      best = index;
      longestPause = pause;
    }
  }
  return best;
}
