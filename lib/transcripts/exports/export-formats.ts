import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

/** What an export says beside the words. */
export interface ExportAbout {
  readonly title: string;
  /** Of the recording; null where it is not known. */
  readonly durationMs: number | null;
}

/** Makes the text of an export, with the names that people gave to speakers. */
export type TextExport = (transcript: Transcript, names: SpeakerNames, about: ExportAbout) => string;

/** In what a transcript is downloaded: the menu's entries, in its order, and what each is for where its name does not say it. */
export const EXPORT_FORMATS = [
  { id: "text", label: "TXT", purpose: "Plain text", extension: "txt", contentType: "text/plain; charset=utf-8", needsTimes: false },
  { id: "text-with-times", label: "TXT with times and speakers", purpose: null, extension: "txt", contentType: "text/plain; charset=utf-8", needsTimes: false },
  { id: "srt", label: "SRT", purpose: "Captions", extension: "srt", contentType: "application/x-subrip; charset=utf-8", needsTimes: true },
  { id: "vtt", label: "VTT", purpose: "Captions for the web", extension: "vtt", contentType: "text/vtt; charset=utf-8", needsTimes: true },
  { id: "json", label: "JSON", purpose: "For programs", extension: "json", contentType: "application/json", needsTimes: false },
  { id: "vendor-json", label: "JSON as the engine gave it", purpose: null, extension: "json", contentType: "application/json", needsTimes: false },
  { id: "docx", label: "DOCX", purpose: "Word document", extension: "docx", contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", needsTimes: false },
] as const;

export type ExportFormatId = (typeof EXPORT_FORMATS)[number]["id"];
