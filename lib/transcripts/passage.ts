import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";
import { locateWords, type TimedWord } from "@/lib/transcripts/word-timing";

/** A part of a recording, in milliseconds from its start; `endMs` is exclusive. */
interface Passage {
  readonly startMs: number;
  readonly endMs: number;
}

/** A cut text with the times of its words. */
export interface TextPassage {
  readonly text: string;
  readonly words: readonly TimedWord[];
}

/**
 * Whether a word belongs to a passage: when its middle does. So each word belongs to exactly one of passages that follow one another. The
 * passage that reaches the recording's end has what is left, also words that take no time there.
 */
function belongs({ startMs, endMs }: Passage, passage: Passage, durationMs: number): boolean {
  const middle = (startMs + endMs) / 2;
  return middle >= passage.startMs && (middle < passage.endMs || passage.endMs >= durationMs);
}

/** A word's times from the passage's start, within its length. */
function rebase<Word extends Passage>(word: Word, { startMs, endMs }: Passage): Word {
  const within = (timeMs: number) => Math.min(Math.max(timeMs - startMs, 0), endMs - startMs);
  return { ...word, startMs: within(word.startMs), endMs: within(word.endMs) };
}

/**
 * The words of a passage as a transcript of their own: times from the passage's start, the speakers who are heard in it in the order
 * of the whole, and of the text around its words nothing. `transcript` has times.
 */
export function cutTranscript(transcript: Transcript, passage: Passage, durationMs: number): Transcript {
  const kept = transcript.words.filter((word) => belongs(word, passage, durationMs));
  const places = transcript.speakerIds.flatMap((_, place) => (kept.some(({ speaker }) => speaker === place) ? [place] : []));
  const words = kept.map((word, index): TranscriptWord => {
    const speaker = word.speaker === null ? -1 : places.indexOf(word.speaker);
    return { ...rebase(word, passage), after: index === kept.length - 1 ? "" : word.after, speaker: speaker === -1 ? null : speaker };
  });
  return { ...transcript, speakerIds: places.map((place) => transcript.speakerIds[place] ?? ""), placesInWhole: places, before: "", words };
}

/**
 * The words of a passage of a spoken text, with times from the passage's start; and the text between the first and the last of
 * them as it was written, as far as the words are neighbours.
 */
export function cutText(text: string, words: readonly TimedWord[], passage: Passage, durationMs: number): TextPassage {
  const spans = locateWords(text, words);
  const kept = words.flatMap((word, index) => (belongs(word, passage, durationMs) ? [{ word, index }] : []));
  let cut = "";
  kept.forEach(({ word, index }, place) => {
    const span = spans[index] ?? { start: 0, end: 0 };
    const previous = kept[place - 1]?.index;
    if (previous !== undefined) cut += previous === index - 1 ? text.slice(spans[previous]?.end ?? span.start, span.start) : " ";
    cut += span.end > span.start ? text.slice(span.start, span.end) : word.text;
  });
  return { text: cut, words: kept.map(({ word }) => rebase(word, passage)) };
}
