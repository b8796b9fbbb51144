import "server-only";
import type { Transaction } from "kysely";
import type { Tables } from "@/lib/database/tables";
import { locking, transact } from "@/lib/database/transact";
import { announceRecording, FETCH_WORK, PREPARE_WORK, SETTLED_WORK } from "@/lib/recordings/arrival";
import { recordingFolder } from "@/lib/recordings/prepare";
import type { RecordingRow } from "@/lib/recordings/store";
import { arrivals } from "@/lib/storage/arrivals";
import { storage } from "@/lib/storage/storage";

/** Deletes the row of a recording that no task uses, with its work. Says whether it did: not while a task uses it. */
export async function deleteRecordingRow(transaction: Transaction<Tables>, recordingId: string): Promise<boolean> {
  // Whoever makes or deletes a task of it at the same time has the end of that before the look for one.
  await transaction.selectFrom("recording").select("id").where("id", "=", recordingId).$call(locking("change")).execute();
  const { numDeletedRows } = await transaction
    .deleteFrom("recording")
    .where("id", "=", recordingId)
    .where((eb) => eb.not(eb.exists(eb.selectFrom("task").select("task.id").where("task.recording_id", "=", recordingId))))
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await transaction.deleteFrom("work").where("subject_id", "=", recordingId).where("kind", "in", [FETCH_WORK, PREPARE_WORK, SETTLED_WORK]).execute();
  return true;
}

/** Removes the files of a recording whose row is gone. */
export async function removeRecordingFiles(recordingId: string): Promise<void> {
  await arrivals().remove(recordingId);
  await storage().removeFolder(recordingFolder(recordingId));
}

/** Deletes a recording with its files, unless a task uses it. Says whether it did. */
export async function removeRecording(recording: RecordingRow): Promise<boolean> {
  const removed = await transact((transaction) => deleteRecordingRow(transaction, recording.id));
  if (!removed) return false;
  await removeRecordingFiles(recording.id);
  announceRecording(recording, { deleted: true });
  return true;
}
