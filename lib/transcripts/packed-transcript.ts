import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";

/** A transcript as it travels to the browser: one list for each property of its words, small as JSON and quick to read. */
export interface PackedTranscript {
  readonly version: 1;
  readonly languageCode: string | null;
  readonly languageProbability: number | null;
  readonly speakerIds: readonly string[];
  readonly placesInWhole?: readonly number[] | undefined;
  readonly before: string;
  readonly timed: boolean;
  readonly texts: readonly string[];
  /** What stands after most words. */
  readonly usualAfter: string;
  /** The words that something else stands after: their indices, and what that is, in turns. */
  readonly otherAfters: readonly (number | string)[];
  /** The indices of the audio events. */
  readonly events: readonly number[];
  /** Milliseconds from the start of the word before, for the first from 0. */
  readonly startDeltas: readonly number[];
  /** Milliseconds from start to end. */
  readonly lengths: readonly number[];
  /** Runs of one speaker, in turns: the speaker, −1 for none, and the number of words. */
  readonly speakerRuns: readonly number[];
}

/** Packs a transcript for the wire; `unpackTranscript` gives back an equal one. */
export function packTranscript(transcript: Transcript): PackedTranscript {
  const { words, ...rest } = transcript;
  const usualAfter = mostFrequent(words);
  const otherAfters: (number | string)[] = [];
  const events: number[] = [];
  const startDeltas: number[] = [];
  const speakerRuns: number[] = [];
  let previousStart = 0;
  let previousSpeaker = Number.NaN;
  words.forEach((word, index) => {
    if (word.after !== usualAfter) otherAfters.push(index, word.after);
    if (word.kind === "audio-event") events.push(index);
    startDeltas.push(word.startMs - previousStart);
    previousStart = word.startMs;
    const speaker = word.speaker ?? -1;
    if (speaker === previousSpeaker) speakerRuns.push((speakerRuns.pop() ?? 0) + 1);
    else speakerRuns.push(speaker, 1);
    previousSpeaker = speaker;
  });
  const texts = words.map((word) => word.text);
  const lengths = words.map((word) => word.endMs - word.startMs);
  return { version: 1, ...rest, texts, usualAfter, otherAfters, events, startDeltas, lengths, speakerRuns };
}

/** Unpacks what `packTranscript` made, read from JSON. Throws a TypeError for anything else. */
export function unpackTranscript(packed: unknown): Transcript {
  if (!isPacked(packed)) throw new TypeError("This is not a packed transcript of version 1.");
  const { languageCode, languageProbability, speakerIds, placesInWhole, before, timed } = packed;
  const afters = new Map<number, string>();
  packed.otherAfters.forEach((after, place) => {
    const index = packed.otherAfters[place - 1];
    if (place % 2 === 1 && typeof index === "number") afters.set(index, String(after));
  });
  const events = new Set(packed.events);
  const speakers = unpackRuns(packed.speakerRuns, packed.texts.length);
  let startMs = 0;
  const words = packed.texts.map((text, index): TranscriptWord => {
    startMs += packed.startDeltas[index] ?? 0;
    return {
      text,
      after: afters.get(index) ?? packed.usualAfter,
      kind: events.has(index) ? "audio-event" : "word",
      startMs,
      endMs: startMs + (packed.lengths[index] ?? 0),
      speaker: speakers[index] ?? null,
    };
  });
  return { languageCode, languageProbability, speakerIds, ...(placesInWhole === undefined ? {} : { placesInWhole }), before, words, timed };
}

function mostFrequent(words: readonly TranscriptWord[]): string {
  const counts = new Map<string, number>();
  for (const { after } of words) counts.set(after, (counts.get(after) ?? 0) + 1);
  let usual = " ";
  for (const [after, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = after;
  return usual;
}

function unpackRuns(runs: readonly number[], length: number): (number | null)[] {
  const speakers = new Array<number | null>(length).fill(null);
  let from = 0;
  for (let place = 0; place + 1 < runs.length; place += 2) {
    const speaker = runs[place] ?? -1;
    const to = from + (runs[place + 1] ?? 0);
    if (speaker >= 0) speakers.fill(speaker, from, to);
    from = to;
  }
  return speakers;
}

/** Enough to tell ours from another answer; what is in the lists is ours to trust. */
function isPacked(value: unknown): value is PackedTranscript {
  if (typeof value !== "object" || value === null) return false;
  const { version, before, usualAfter, speakerIds, texts, otherAfters, events, startDeltas, lengths, speakerRuns } = value as Partial<PackedTranscript>;
  return (
    version === 1 &&
    typeof before === "string" &&
    typeof usualAfter === "string" &&
    [speakerIds, otherAfters, events, speakerRuns].every((list) => Array.isArray(list)) &&
    [texts, startDeltas, lengths].every((list) => Array.isArray(list) && list.length === texts?.length)
  );
}
