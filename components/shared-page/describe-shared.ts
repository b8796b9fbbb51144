import { formatClock } from "@/components/player/clock";
import { firstWords } from "@/lib/speech/first-words";
import type { SharedResult } from "@/lib/shares/schema";
import { transcriptText } from "@/lib/transcripts/transcript-text";

/** So many words of a transcript are enough for its beginning. */
const BEGINNING_WORDS = 60;
const BEGINNING_LENGTH = 150;

/** What a share is and how long: "Transcript · 12:40". */
export function describeKind({ kind, durationMs, passage }: SharedResult): string {
  const what = kind === "speech" ? "Speech" : "Transcript";
  const part = passage === null ? [] : [`${formatClock(passage.startMs)}–${formatClock(passage.endMs)} of the whole`];
  return [what, ...(durationMs === null ? [] : [formatClock(durationMs)]), ...part].join(" · ");
}

/** The first words of a share; empty where they are not shared. */
export function beginningOf(result: SharedResult): string {
  if (result.kind === "speech") return firstWords(result.text ?? "", BEGINNING_LENGTH);
  const { transcript } = result;
  return transcript === null ? "" : firstWords(transcriptText(transcript, 0, Math.min(BEGINNING_WORDS, transcript.words.length)), BEGINNING_LENGTH);
}
