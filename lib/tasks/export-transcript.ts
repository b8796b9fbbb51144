import "server-only";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { readText } from "@/lib/storage/keep-file";
import { filesOf } from "@/lib/tasks/store";
import { transcriptName } from "@/lib/tasks/transcript-name";
import { readTask } from "@/lib/tasks/view";
import { exportAs, type TranscriptExport } from "@/lib/transcripts/exports/export-as";
import { EXPORT_FORMATS } from "@/lib/transcripts/exports/export-formats";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";

/** A transcript of the owner's in one of `EXPORT_FORMATS`, with the names of its speakers. Throws `not_found`. */
export async function exportTranscript(ownerId: string, taskId: string, formatId: string): Promise<TranscriptExport> {
  const format = EXPORT_FORMATS.find(({ id }) => id === formatId);
  const task = await readTask(ownerId, taskId);
  const files = task?.kind === "transcription" ? await filesOf(database(), [taskId]) : [];
  const file = files.find(({ role }) => role === (formatId === "vendor-json" ? "vendor-result" : "transcript"));
  if (format === undefined || task?.kind !== "transcription" || file === undefined) throw notFound();
  const text = await readText(file.storage_key);
  const title = transcriptName(task);
  if (format.id === "vendor-json") return { body: text, contentType: format.contentType, fileName: `${title} (original).${format.extension}` };
  return exportAs(format, unpackTranscript(JSON.parse(text)), task.speakerNames, { title, durationMs: task.recording.durationMs });
}
