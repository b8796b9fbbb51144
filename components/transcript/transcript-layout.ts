import type { TextSpan } from "@/lib/transcripts/word-timing";
import { wordAt, wordStarts } from "@/lib/transcripts/word-timing";
import type { Transcript } from "@/lib/transcripts/transcript";
import { composeTurns, type Turn } from "@/lib/transcripts/turns";

/** Where everything of a transcript stands in its turns. Offsets are UTF-16 units; the texts of the turns add up to the whole. */
export interface TranscriptLayout {
  readonly transcript: Transcript;
  readonly turns: readonly Turn[];
  /** When each word begins, for `wordAt`. */
  readonly startsMs: Float64Array;
  /** Where each word begins in the text of the whole. */
  readonly wordOffsets: Int32Array;
  /** The first word of each turn. */
  readonly turnWords: Int32Array;
  /** Where the text of each turn begins in that of the whole, and at the end where the text ends. */
  readonly turnOffsets: Int32Array;
}

/** A passage within the text of one turn. */
export interface TurnSpan extends TextSpan {
  readonly turn: number;
}

/** A piece of a turn's text: speech, or an audio event. */
export interface TurnPart {
  readonly text: string;
  readonly isEvent: boolean;
  /** The word, where the parts are single words; null for what stands between them. */
  readonly word: number | null;
}

/** Lays out a transcript in its turns. */
export function layOutTranscript(transcript: Transcript): TranscriptLayout {
  const turns = composeTurns(transcript);
  const wordOffsets = new Int32Array(transcript.words.length);
  let offset = transcript.words.length > 0 ? transcript.before.length : 0;
  transcript.words.forEach((word, index) => {
    wordOffsets[index] = offset;
    offset += word.text.length + word.after.length;
  });
  const turnWords = Int32Array.from(turns, (turn) => turn.from);
  const turnOffsets = Int32Array.from([...turns.map((turn, index) => (index === 0 ? 0 : (wordOffsets[turn.from] ?? offset))), offset]);
  return { transcript, turns, startsMs: wordStarts(transcript.words), wordOffsets, turnWords, turnOffsets };
}

/** The turn that a word is in; −1 where there is no such word. */
export function turnOfWord(layout: TranscriptLayout, word: number): number {
  return wordAt(layout.turnWords, word);
}

/** Where a word stands in its turn; null where there is no such word. */
export function spanOfWord(layout: TranscriptLayout, word: number): TurnSpan | null {
  const turn = turnOfWord(layout, word);
  const found = layout.transcript.words[word];
  if (found === undefined || turn < 0) return null;
  const start = (layout.wordOffsets[word] ?? 0) - (layout.turnOffsets[turn] ?? 0);
  return { turn, start, end: start + found.text.length };
}

/** The word at an offset of a turn's text: the last that begins at it or before; −1 before the first. */
export function wordAtOffset(layout: TranscriptLayout, turn: number, offset: number): number {
  return wordAt(layout.wordOffsets, (layout.turnOffsets[turn] ?? 0) + offset);
}

/** Cuts a passage of the whole text into one for each turn that it touches. */
export function spansOfPassage(layout: TranscriptLayout, { start, end }: TextSpan): TurnSpan[] {
  const spans: TurnSpan[] = [];
  for (let turn = Math.max(wordAt(layout.turnOffsets, start), 0); turn < layout.turns.length; turn += 1) {
    const from = layout.turnOffsets[turn] ?? 0;
    const to = layout.turnOffsets[turn + 1] ?? from;
    if (from >= end) break;
    if (Math.min(end, to) > Math.max(start, from)) spans.push({ turn, start: Math.max(start - from, 0), end: Math.min(end, to) - from });
  }
  return spans;
}

/** The text of a turn in as few pieces as tell its audio events from its speech. */
export function partsOfTurn({ transcript, turns }: TranscriptLayout, turn: number): TurnPart[] {
  const { from = 0, to = 0 } = turns[turn] ?? {};
  const parts: TurnPart[] = [];
  let speech = from === 0 && to > 0 ? transcript.before : "";
  const endSpeech = () => {
    if (speech !== "") parts.push({ text: speech, isEvent: false, word: null });
    speech = "";
  };
  // In place, without the pieces of single words: there may be 100,000 of them.
  for (let index = from; index < to; index += 1) {
    const word = transcript.words[index];
    if (word?.kind === "audio-event") {
      endSpeech();
      parts.push({ text: word.text, isEvent: true, word: null });
    } else if (word !== undefined) speech += word.text;
    speech += word?.after ?? "";
  }
  endSpeech();
  return parts;
}

/** The text of a turn word by word, with what stands between them. */
export function wordsOfTurn({ transcript, turns }: TranscriptLayout, turn: number): TurnPart[] {
  const { from = 0, to = 0 } = turns[turn] ?? {};
  const parts: TurnPart[] = [];
  if (from === 0 && to > 0 && transcript.before !== "") parts.push({ text: transcript.before, isEvent: false, word: null });
  transcript.words.slice(from, to).forEach((word, place) => {
    parts.push({ text: word.text, isEvent: word.kind === "audio-event", word: from + place });
    if (word.after !== "") parts.push({ text: word.after, isEvent: false, word: null });
  });
  return parts;
}
