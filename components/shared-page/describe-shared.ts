import { formatClock } from "@/components/player/clock";
import type { SharedResult } from "@/lib/shares/schema";
import { transcriptText } from "@/lib/transcripts/transcript-text";

/** So many words of a transcript are enough for its beginning. */
const FIRST_WORDS = 60;
const BEGINNING_LENGTH = 150;

/** What a share is and how long: "Transcript · 12:40". */
export function describeKind({ kind, durationMs, passage }: SharedResult): string {
  const what = kind === "speech" ? "Speech" : "Transcript";
  const part = passage === null ? [] : [`Passage ${formatClock(passage.startMs)}–${formatClock(passage.endMs)}`];
  return [what, ...(durationMs === null ? [] : [formatClock(durationMs)]), ...part].join(" · ");
}

/** The first words of a share; empty where they are not shared. */
export function beginningOf(result: SharedResult): string {
  if (result.kind === "speech") return shortened(result.text ?? "", BEGINNING_LENGTH);
  const { transcript } = result;
  return transcript === null ? "" : shortened(transcriptText(transcript, 0, Math.min(FIRST_WORDS, transcript.words.length)), BEGINNING_LENGTH);
}

/** A text on one line, of at most so many characters and one more; it ends with a whole word where it has several. */
export function shortened(text: string, length: number): string {
  const line = text.trim().replace(/\s+/gu, " ");
  return line.length <= length ? line : `${line.slice(0, length).replace(/\s+\S*$/u, "").toWellFormed()}…`;
}
