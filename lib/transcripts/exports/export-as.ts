import { toDocx } from "@/lib/transcripts/exports/docx";
import { EXPORT_FORMATS, type ExportAbout, type ExportFormatId, type TextExport } from "@/lib/transcripts/exports/export-formats";
import { toPlainText, toTimedText } from "@/lib/transcripts/exports/plain-text";
import { toSrt } from "@/lib/transcripts/exports/srt";
import { toTranscriptJson } from "@/lib/transcripts/exports/transcript-json";
import { toVtt } from "@/lib/transcripts/exports/vtt";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

/** A transcript in a form that is downloaded. */
export interface TranscriptExport {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly fileName: string;
}

/** Those that are made of a transcript as we read it; "vendor-json" is the engine's own. */
const TEXT_EXPORTS: Readonly<Record<Exclude<ExportFormatId, "docx" | "vendor-json">, TextExport>> = {
  text: toPlainText,
  "text-with-times": toTimedText,
  srt: toSrt,
  vtt: toVtt,
  json: toTranscriptJson,
};

/** Those of `EXPORT_FORMATS` that `exportAs` makes. */
export const MADE_FORMATS = EXPORT_FORMATS.filter((format) => format.id !== "vendor-json");

/** A transcript in one of `MADE_FORMATS`, with the names of its speakers; the file is named after the title. */
export async function exportAs(format: (typeof MADE_FORMATS)[number], transcript: Transcript, names: SpeakerNames, about: ExportAbout): Promise<TranscriptExport> {
  const body = format.id === "docx" ? new Uint8Array(await toDocx(transcript, names, about)) : TEXT_EXPORTS[format.id](transcript, names, about);
  return { body, contentType: format.contentType, fileName: `${about.title}${format.id === "text-with-times" ? " (times and speakers)" : ""}.${format.extension}` };
}
