import "server-only";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { withoutExtension } from "@/lib/recordings/naming";
import { readText } from "@/lib/storage/keep-file";
import { filesOf } from "@/lib/tasks/store";
import { readTask } from "@/lib/tasks/view";
import { toDocx } from "@/lib/transcripts/exports/docx";
import { EXPORT_FORMATS, type ExportFormatId, type TextExport } from "@/lib/transcripts/exports/export-formats";
import { toPlainText, toTimedText } from "@/lib/transcripts/exports/plain-text";
import { toSrt } from "@/lib/transcripts/exports/srt";
import { toTranscriptJson } from "@/lib/transcripts/exports/transcript-json";
import { toVtt } from "@/lib/transcripts/exports/vtt";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";

/** A transcript in a form that is downloaded. */
export interface TranscriptExport {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly fileName: string;
}

const TEXT_EXPORTS: Readonly<Record<Exclude<ExportFormatId, "docx" | "vendor-json">, TextExport>> = {
  text: toPlainText,
  "text-with-times": toTimedText,
  srt: toSrt,
  vtt: toVtt,
  json: toTranscriptJson,
};

/** A transcript of the owner's in one of `EXPORT_FORMATS`, with the names of its speakers. Throws `not_found`. */
export async function exportTranscript(ownerId: string, taskId: string, formatId: string): Promise<TranscriptExport> {
  const format = EXPORT_FORMATS.find(({ id }) => id === formatId);
  const task = await readTask(ownerId, taskId);
  const files = task?.kind === "transcription" ? await filesOf(database(), [taskId]) : [];
  const file = files.find(({ role }) => role === (formatId === "vendor-json" ? "vendor-result" : "transcript"));
  if (format === undefined || task?.kind !== "transcription" || file === undefined) throw notFound();
  const text = await readText(file.storage_key);
  const { contentType, extension, id } = format;
  const title = withoutExtension(task.recording.name);
  const fileName = `${title}${id === "vendor-json" ? " (original)" : ""}.${extension}`;
  if (id === "vendor-json") return { body: text, contentType, fileName };
  const transcript = unpackTranscript(JSON.parse(text));
  const about = { title, durationMs: task.recording.durationMs };
  const body =
    id === "docx" ? new Uint8Array(await toDocx(transcript, task.speakerNames, about)) : TEXT_EXPORTS[id](transcript, task.speakerNames, about);
  return { body, contentType, fileName };
}
