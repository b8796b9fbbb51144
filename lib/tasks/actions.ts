"use server";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { ownerAction } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/action-result";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { findRecording } from "@/lib/recordings/store";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { presetVoiceSchema } from "@/lib/speech/schema";
import type { SpeechInput } from "@/lib/speech/settings";
import { insertOrders } from "@/lib/tasks/insert-orders";
import { look } from "@/lib/tasks/observe";
import { removeTask } from "@/lib/tasks/remove";
import { createTakesSchema, retryTaskSchema, taskIdSchema } from "@/lib/tasks/request-schema";
import { ensureSample } from "@/lib/tasks/samples";
import { findTask, type TaskOrder, type TaskRow } from "@/lib/tasks/store";
import { moveAndAnnounce } from "@/lib/tasks/transitions";
import { choicesOf } from "@/lib/tasks/view";

/**
 * Makes one take for each of the request's voices: rows first, then the answer; the vendor is called afterwards. The
 * same click again gives the same takes; the same run id with other input is an error.
 */
export async function createTakes(posted: unknown): Promise<ActionResult<{ taskIds: string[] }>> {
  return ownerAction("createTakes", createTakesSchema, posted, async ({ runId, voices, ...settings }, owner) => {
    const comparisonId = voices.length > 1 ? runId : null;
    const orders = voices.map((voice): TaskOrder => ({ kind: "speech", input: { ...settings, voice }, comparisonId }));
    return { taskIds: await insertOrders(owner.id, runId, orders) };
  });
}

/** Sends a failed, cancelled or long unconfirmed task once more, as a new take. The first one stays as it is. */
export async function retryTask(posted: unknown): Promise<ActionResult<{ taskIds: string[] }>> {
  return ownerAction("retryTask", retryTaskSchema, posted, async ({ taskId, runId }, owner) => {
    const task = await requireTask(owner.id, taskId);
    if (!choicesOf(task).canRetry) {
      throw new AppError(409, {
        code: "retry_too_early",
        message: "This may still have been made. Wait ten minutes from when it was sent before sending it again.",
      });
    }
    return { taskIds: await insertOrders(owner.id, runId, [await orderOf(task)]) };
  });
}

/** Cancels a task that has not been sent. */
export async function cancelTask(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("cancelTask", taskIdSchema, posted, async ({ taskId }, owner) => {
    const task = await requireTask(owner.id, taskId);
    const now = databaseNow();
    const cancelled = await moveAndAnnounce(task, { from: ["pending"] }, { state: "cancelled", failure: null, now, completed_at: now });
    if (!cancelled) {
      throw new AppError(409, { code: "already_sent", message: "This was already sent, so it can no longer be cancelled." });
    }
    return null;
  });
}

/** Looks once more whether the vendor has finished a task after all. `changed` says whether it had news. */
export async function checkTask(posted: unknown): Promise<ActionResult<{ changed: boolean }>> {
  return ownerAction("checkTask", taskIdSchema, posted, async ({ taskId }, owner) => {
    const task = await requireTask(owner.id, taskId);
    await look(task.id);
    const after = await findTask(database(), task.id);
    return { changed: after?.state !== task.state || after.failure_json !== task.failure_json };
  });
}

/** Makes this instance's sample of a voice, which uses credits when the vendor is on. There is one for all visitors. */
export async function makeVoiceSample(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("makeVoiceSample", presetVoiceSchema, posted, async ({ voice }, owner) => {
    await ensureSample(voice, owner.id);
    return null;
  });
}

/** Deletes a task with its files. */
export async function deleteTask(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("deleteTask", taskIdSchema, posted, async ({ taskId }, owner) => {
    await removeTask(await requireTask(owner.id, taskId));
    return null;
  });
}

async function requireTask(ownerId: string, taskId: string): Promise<TaskRow> {
  const task = await findTask(database(), taskId);
  if (task?.owner_id !== ownerId) throw notFound();
  return task;
}

/** What a task was to do, for doing it once more. */
async function orderOf(task: TaskRow): Promise<TaskOrder> {
  if (task.kind === "speech") return { kind: "speech", input: JSON.parse(task.input_json) as SpeechInput, comparisonId: null };
  const recording = await findRecording(database(), task.recording_id ?? "");
  if (recording === undefined) throw notFound();
  return { kind: "transcription", input: JSON.parse(task.input_json) as TranscriptionSettings, recordingId: recording.id, recordingName: recording.name };
}
