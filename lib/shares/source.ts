import "server-only";
import { database } from "@/lib/database/database";
import { fileFor, findRecording, type RecordingFileRow, recordingFilesOf } from "@/lib/recordings/store";
import { type FileRow, filesOf, type TaskRow } from "@/lib/tasks/store";

/** What a finished task has that can be shared. None of it ever changes. */
export interface ShareSource {
  readonly durationMs: number | null;
  /** What is played; the recording as it was given is not shared. */
  readonly audio: FileRow | RecordingFileRow | undefined;
  readonly peaks: FileRow | RecordingFileRow | undefined;
  readonly words: FileRow | undefined;
  readonly transcript: FileRow | undefined;
}

/** Finds what a task has to share. */
export async function readSource(task: Pick<TaskRow, "id" | "recording_id">): Promise<ShareSource> {
  const files = await filesOf(database(), [task.id]);
  const find = (role: FileRow["role"]) => files.find((file) => file.role === role);
  const results = { words: find("words"), transcript: find("transcript") };
  if (task.recording_id === null) return { ...results, durationMs: find("audio")?.duration_ms ?? null, audio: find("audio"), peaks: find("peaks") };
  const recording = await findRecording(database(), task.recording_id);
  const recordingFiles = await recordingFilesOf(database(), [task.recording_id]);
  return {
    ...results,
    durationMs: recording?.duration_ms ?? null,
    audio: recording === undefined ? undefined : fileFor("player", recording, recordingFiles),
    peaks: recordingFiles.find((file) => file.role === "peaks"),
  };
}
