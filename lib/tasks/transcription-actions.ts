"use server";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { database, type Queryable } from "@/lib/database/database";
import { locking, transactInTurn } from "@/lib/database/transact";
import { ownerAction } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/action-result";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { announcingAddress, requireUploadSlot } from "@/lib/limits/costs";
import { FETCH_WORK } from "@/lib/recordings/arrival";
import { nameOfUrl } from "@/lib/recordings/naming";
import { requireRecording } from "@/lib/recordings/owned";
import { removeRecording } from "@/lib/recordings/remove";
import { insertRecording, type RecordingRow } from "@/lib/recordings/store";
import { readDisk } from "@/lib/storage/room";
import { announceOrders, insertOrdersIn } from "@/lib/tasks/insert-orders";
import { createTranscriptionsSchema, recordingIdOnlySchema, renameSpeakerSchema, renameTranscriptSchema } from "@/lib/tasks/request-schema";
import { findTask, hashInputs, nameSpeaker, type TaskOrder, type TaskRow, titleTask } from "@/lib/tasks/store";
import { announce } from "@/lib/tasks/transitions";
import { wakeWork } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/**
 * Makes one transcription for each recording, or for the URL of one. A recording may still be arriving: its task then starts
 * with the last byte. The same click again gives the same tasks.
 */
export async function createTranscriptions(posted: unknown): Promise<ActionResult<{ taskIds: string[] }>> {
  return ownerAction("createTranscriptions", createTranscriptionsSchema, posted, async ({ runId, recordingIds, audioUrl, ...settings }, owner) => {
    const disk = await readDisk();
    const taskIds = await transactInTurn("holdings", async (transaction) => {
      const recordings =
        recordingIds.length === 0
          ? [await recordingOfUrl(transaction, owner.id, runId, audioUrl)]
          : await Promise.all(recordingIds.map((id) => requireUsable(transaction, owner.id, id)));
      const orders = recordings.map(
        ({ id, name }): TaskOrder => ({ kind: "transcription", input: settings, recordingId: id, recordingName: name }),
      );
      const inputHash = hashInputs([{ recordingIds, audioUrl, ...settings }]);
      return insertOrdersIn(transaction, { ownerId: owner.id, runId, orders, inputHash, disk });
    });
    wakeWork(FETCH_WORK);
    announceOrders(owner.id, taskIds);
    return { taskIds };
  });
}

/** Stops an upload, or deletes a recording, that no task uses. */
export async function discardRecording(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("discardRecording", recordingIdOnlySchema, posted, async ({ recordingId }, owner) => {
    const removed = await removeRecording(await requireRecording(database(), owner.id, recordingId));
    if (!removed) {
      throw new AppError(409, { code: "recording_in_use", message: "A transcript uses this recording. Delete the transcript instead." });
    }
    return null;
  });
}

/** Names a speaker of a transcript, for all who read or export it. */
export async function renameSpeaker(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("renameSpeaker", renameSpeakerSchema, posted, async ({ taskId, speakerId, name }, owner) => {
    const task = await requireTranscription(owner.id, taskId);
    await nameSpeaker(database(), { taskId, speakerId, name });
    announce(task, { speakerRenamed: true });
    return null;
  });
}

/** Gives a transcript a title, for all who read, find or export it. */
export async function renameTranscript(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("renameTranscript", renameTranscriptSchema, posted, async ({ taskId, title }, owner) => {
    const task = await requireTranscription(owner.id, taskId);
    await titleTask(database(), taskId, title);
    announce(task, { renamed: true });
    return null;
  });
}

async function requireTranscription(ownerId: string, taskId: string): Promise<TaskRow> {
  const task = await findTask(database(), taskId);
  if (task?.owner_id !== ownerId || task.kind !== "transcription") throw notFound();
  return task;
}

/** The recording that a click's URL leads to: made once for the click. */
async function recordingOfUrl(db: Queryable, ownerId: string, runId: string, url: string): Promise<Pick<RecordingRow, "id" | "name">> {
  const present = await db
    .selectFrom("task")
    .innerJoin("recording", "recording.id", "task.recording_id")
    .select(["recording.id", "recording.name"])
    .where("task.owner_id", "=", ownerId)
    .where("task.run_id", "=", `${runId}.0`)
    .executeTakeFirst();
  if (present !== undefined) return present;
  const recording = { id: nanoid(), owner_id: ownerId, origin: "url" as const, name: nameOfUrl(url), source_url: url, size_bytes: null, modified_at: null };
  await insertRecording(db, recording, databaseNow(), announcingAddress());
  await requireUploadSlot(db, ownerId);
  await enqueueWork(db, { kind: FETCH_WORK, subjectId: recording.id, runAt: databaseNow() });
  return recording;
}

async function requireUsable(db: Queryable, ownerId: string, recordingId: string): Promise<RecordingRow> {
  await db.selectFrom("recording").select("id").where("id", "=", recordingId).$call(locking("keep")).execute();
  const recording = await requireRecording(db, ownerId, recordingId);
  if (recording.state === "refused") {
    throw new AppError(409, { code: "recording_refused", message: `${recording.name} cannot be transcribed. Remove it and choose another file.`, field: "recordingIds" });
  }
  return recording;
}
