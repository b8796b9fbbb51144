/** What is said, or what is heard beside speech: laughter and the like. */
export type WordKind = "word" | "audio-event";

/** A word or an audio event of a transcript. */
export interface TranscriptWord {
  /** As the engine wrote it. */
  readonly text: string;
  /** What stands between this word and the next: a space, a line break, or nothing in scripts without spaces. */
  readonly after: string;
  readonly kind: WordKind;
  /** Integer milliseconds from the start of the recording; starts never descend and no word ends before it starts. */
  readonly startMs: number;
  readonly endMs: number;
  /** The place of its speaker in `speakerIds`; null where the engine named none. */
  readonly speaker: number | null;
}

/** What was said in a recording. The text of all words with what stands between them is the engine's own, unchanged. */
export interface Transcript {
  /** As the engine gave it, ISO 639-1 or 639-3; null where it gave none. */
  readonly languageCode: string | null;
  /** From 0 to 1. */
  readonly languageProbability: number | null;
  /** The engine's names of the speakers, in the order in which they first speak. */
  readonly speakerIds: readonly string[];
  /** Of a passage: the place that each of its speakers has in the whole, where they keep number and colour. Absent for a whole. */
  readonly placesInWhole?: readonly number[] | undefined;
  /** What stands before the first word; nearly always empty. */
  readonly before: string;
  readonly words: readonly TranscriptWord[];
  /** False where the engine gave text without times: then all words stand at 0 and none can be sought. */
  readonly timed: boolean;
}

/** The names that people gave to speakers, by the engine's speaker id. */
export type SpeakerNames = Readonly<Record<string, string>>;
