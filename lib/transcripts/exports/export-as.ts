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

/** The forms that are made of a transcript as we read it; the other is the engine's own. */
export type MadeFormatId = Exclude<ExportFormatId, "vendor-json">;

const TEXT_EXPORTS: Readonly<Record<Exclude<MadeFormatId, "docx">, TextExport>> = {
  text: toPlainText,
  "text-with-times": toTimedText,
  srt: toSrt,
  vtt: toVtt,
  json: toTranscriptJson,
};

/** Those of `EXPORT_FORMATS` that `exportAs` makes. */
export const MADE_FORMATS = EXPORT_FORMATS.filter((format): format is Extract<(typeof EXPORT_FORMATS)[number], { id: MadeFormatId }> => format.id !== "vendor-json");

/** A transcript in one form, with the names of its speakers; the file is named after the title. */
export async function exportAs(id: MadeFormatId, transcript: Transcript, names: SpeakerNames, about: ExportAbout): Promise<TranscriptExport> {
  const body = id === "docx" ? new Uint8Array(await toDocx(transcript, names, about)) : TEXT_EXPORTS[id](transcript, names, about);
  const { contentType, extension } = MADE_FORMATS.find((format) => format.id === id) ?? MADE_FORMATS[0];
  return { body, contentType, fileName: `${about.title}.${extension}` };
}
