import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { type ServedFile, toServedFile } from "@/lib/media/media-response";
import { fileFor, findRecording, type RecordingFileRow, recordingFilesOf } from "@/lib/recordings/store";
import { isSigned, sign } from "@/lib/sessions/instance-secret";

const PURPOSE = "recording for the engine";
const LINK_LIFE_MS = 24 * 60 * 60 * 1000;

/** A link that lives a day, by which whoever has it can fetch this one file. */
export function signedLink(baseUrl: string, file: Pick<RecordingFileRow, "recording_id" | "content_type">, now: number): string {
  const expiresAt = now + LINK_LIFE_MS;
  const signature = sign(PURPOSE, `${file.recording_id} ${expiresAt}`);
  return `${baseUrl}/api/handover/${file.recording_id}/${expiresAt}.${signature}/recording.${extensionFor(file.content_type)}`;
}

/** The extension for a type that the vendor takes: a hint for engines that look at names. */
export function extensionFor(contentType: string): string {
  const extensions: Readonly<Record<string, string>> = { "audio/mpeg": "mp3", "audio/wav": "wav", "audio/aac": "aac", "audio/mp4": "m4a", "audio/ogg": "ogg" };
  return extensions[contentType] ?? "bin";
}

/** The file that a link names. Throws `not_found` for a link that is not ours, that has expired, or whose file is gone. */
export async function requireLinkedFile(recordingId: string, ticket: string): Promise<ServedFile> {
  const [expiresAt = "", signature = ""] = ticket.split(".");
  if (!isSigned(PURPOSE, `${recordingId} ${expiresAt}`, signature) || Number(expiresAt) <= databaseNow()) throw notFound();
  const recording = await findRecording(database(), recordingId);
  const file = recording === undefined ? undefined : fileFor("vendor", recording, await recordingFilesOf(database(), [recordingId]));
  if (file === undefined) throw notFound();
  return toServedFile(file);
}
