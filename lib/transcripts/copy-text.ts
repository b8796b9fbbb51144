import { oneLine } from "@/lib/transcripts/one-line";
import { speakerName } from "@/lib/transcripts/speakers";
import { clockTimestamp } from "@/lib/transcripts/timestamps";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { composeTurns } from "@/lib/transcripts/turns";

/**
 * The words `from` up to, not including, `to` as paragraphs, one for each turn that they belong to, with an empty line
 * between. On demand each begins with the time of its first word and the speaker: "[0:01:23] Anna: …". A transcript
 * without times shows none.
 */
export function textOfWords(transcript: Transcript, from: number, to: number, names: SpeakerNames, show: { times: boolean; speakers: boolean }): string {
  return composeTurns(transcript)
    .filter((turn) => Math.max(from, turn.from) < Math.min(to, turn.to))
    .map((turn) => {
      const first = Math.max(from, turn.from);
      const time = show.times && transcript.timed ? `[${clockTimestamp(transcript.words[first]?.startMs ?? 0)}] ` : "";
      const name = show.speakers ? speakerName(transcript, turn.speaker, names) : "";
      return `${time}${name === "" ? "" : `${name}: `}${oneLine(transcriptText(transcript, first, Math.min(to, turn.to))).trim()}`;
    })
    .join("\n\n");
}
