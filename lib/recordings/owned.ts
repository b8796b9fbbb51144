import "server-only";
import { database, type Queryable } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { type ServedFile, toServedFile } from "@/lib/media/media-response";
import { fileFor, findRecording, type RecordingFileRow, recordingFilesOf, type RecordingRow } from "@/lib/recordings/store";

/** An owner's recording. Throws `not_found` when it is not there or not theirs. */
export async function requireRecording(db: Queryable, ownerId: string, recordingId: string): Promise<RecordingRow> {
  const recording = await findRecording(db, recordingId);
  if (recording?.owner_id !== ownerId) throw notFound();
  return recording;
}

/** The file of a part that a recording's owner gets: what is played ("audio"), what came ("original"), or its waveform ("peaks"). */
export async function recordingPart(recording: RecordingRow, part: string): Promise<RecordingFileRow | undefined> {
  const files = await recordingFilesOf(database(), [recording.id]);
  if (part === "audio") return fileFor("player", recording, files);
  return files.find((file) => file.role === part && (part === "original" || part === "peaks"));
}

/** What an owner's recording is played from, whether or not a task uses it. Throws `not_found` when it is not theirs, or not ready. */
export async function requireRecordingAudio(ownerId: string, recordingId: string): Promise<ServedFile> {
  const file = await recordingPart(await requireRecording(database(), ownerId, recordingId), "audio");
  if (file === undefined) throw notFound();
  return toServedFile(file);
}
