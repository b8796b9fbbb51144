import "server-only";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import type { ServedFile } from "@/lib/media/media-response";
import { fileFor, findRecording, type RecordingFileRow, recordingFilesOf } from "@/lib/recordings/store";
import { type FileRow, filesOf } from "@/lib/tasks/store";
import { readTask } from "@/lib/tasks/view";

/** Parts of a task that are served; the vendor's own result of a take stays on the server. */
const RESULT_PARTS: readonly string[] = ["audio", "peaks", "words", "transcript"] satisfies FileRow["role"][];

/** A file of an owner's task, or of its recording. Throws `not_found` when it is not there or not theirs. */
export async function requireTaskFile(ownerId: string, taskId: string, part: string, download: boolean): Promise<ServedFile> {
  const task = await readTask(ownerId, taskId);
  if (task === undefined) throw notFound();
  const fileName = part === "original" && task.kind === "transcription" ? task.recording.name : task.audio?.fileName;
  const file = task.kind === "transcription" && part !== "transcript" ? await recordingPart(task.recording.id, part) : await resultPart(taskId, part);
  if (file === undefined) throw notFound();
  return toServedFile(file, download ? fileName : undefined);
}

async function resultPart(taskId: string, part: string): Promise<FileRow | undefined> {
  if (!RESULT_PARTS.includes(part)) return undefined;
  return (await filesOf(database(), [taskId])).find((file) => file.role === part);
}

async function recordingPart(recordingId: string, part: string): Promise<RecordingFileRow | undefined> {
  const recording = await findRecording(database(), recordingId);
  const files = await recordingFilesOf(database(), [recordingId]);
  if (part === "audio") return recording === undefined ? undefined : fileFor("player", recording, files);
  return files.find((file) => file.role === part && (part === "original" || part === "peaks"));
}

/** What of a file's row its bytes are served with. */
export function toServedFile(file: Pick<FileRow, "storage_key" | "content_type" | "size_bytes" | "sha256">, downloadName: string | undefined): ServedFile {
  return {
    storageKey: file.storage_key,
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    sha256: file.sha256,
    ...(downloadName === undefined ? {} : { downloadName }),
  };
}
