import { toCues } from "@/lib/transcripts/cues";
import type { TextExport } from "@/lib/transcripts/exports/export-formats";
import { speakerName } from "@/lib/transcripts/speakers";
import { captionTimestamp } from "@/lib/transcripts/timestamps";

/**
 * SubRip captions. With more than one speaker the first cue of each turn begins with "Name: ". SubRip has no escapes and
 * players take <…> and {…} for markup, so an invisible word joiner (U+2060) stands after such a bracket, and within -->:
 * everything is then shown as it was said.
 */
export const toSrt: TextExport = (transcript, names) => {
  const manySpeakers = transcript.speakerIds.length > 1;
  const cues = toCues(transcript, undefined, (turn) => {
    const name = manySpeakers ? speakerName(transcript, turn.speaker, names) : "";
    return name === "" ? "" : `${name}:`;
  });
  return cues
    .map((cue, index) => `${index + 1}\n${captionTimestamp(cue.startMs, ",")} --> ${captionTimestamp(cue.endMs, ",")}\n${cue.lines.map(withoutMarkup).join("\n")}\n`)
    .join("\n");
};

function withoutMarkup(line: string): string {
  return line.replace(/[<{](?=\S)/g, "$&\u2060").replaceAll("-->", "--\u2060>");
}
