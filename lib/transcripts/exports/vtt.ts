import { toCues } from "@/lib/transcripts/cues";
import { escapeMarkup } from "@/lib/transcripts/exports/escape-markup";
import type { TextExport } from "@/lib/transcripts/exports/export-formats";
import { speakerName } from "@/lib/transcripts/speakers";
import { captionTimestamp } from "@/lib/transcripts/timestamps";

/** WebVTT captions, each cue in the voice of its speaker (`<v Name>`), everything that was said escaped. */
export const toVtt: TextExport = (transcript, names) => {
  const cues = toCues(transcript).map((cue) => {
    const name = speakerName(transcript, cue.speaker, names);
    const voice = name === "" ? "" : `<v ${escapeMarkup(name)}>`;
    return `\n${captionTimestamp(cue.startMs, ".")} --> ${captionTimestamp(cue.endMs, ".")}\n${voice}${cue.lines.map(escapeMarkup).join("\n")}\n`;
  });
  return `WEBVTT\n${cues.join("")}`;
};
