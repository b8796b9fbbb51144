import { formatClock } from "@/components/player/clock";
import { firstWords } from "@/components/tasks/first-words";
import type { SharedResult } from "@/lib/shares/schema";
import { transcriptText } from "@/lib/transcripts/transcript-text";

/** So many words of a transcript are enough for its beginning. */
const FIRST_WORDS = 60;

/** What a share is and how long: "Transcript · 12:40". */
export function describeKind({ kind, durationMs, passage }: SharedResult): string {
  const what = kind === "speech" ? "Speech" : "Transcript";
  const part = passage === null ? [] : [`Passage ${formatClock(passage.startMs)}–${formatClock(passage.endMs)}`];
  return [what, ...(durationMs === null ? [] : [formatClock(durationMs)]), ...part].join(" · ");
}

/** The first words of a share; empty where they are not shared. */
export function beginningOf(result: SharedResult): string {
  if (result.kind === "speech") return firstWords(result.text ?? "");
  return result.transcript === null ? "" : firstWords(transcriptText(result.transcript, 0, Math.min(FIRST_WORDS, result.transcript.words.length)));
}
