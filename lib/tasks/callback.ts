import "server-only";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { readBody } from "@/lib/http/body";
import { notFound } from "@/lib/http/route";
import { noticeTaskIds, verifyNotice as isSignedWithKey } from "@/lib/kie/signature";
import { metrics } from "@/lib/metrics/metrics";
import { hashCallbackToken } from "@/lib/tasks/callback-token";
import { findTaskByTokenHash, type TaskRow } from "@/lib/tasks/store";
import { askFor, LOOK_WORK } from "@/lib/tasks/transitions";

/** A callback for a transcript of four hours is over 10 MB. */
const NOTICE_MAX_BYTES = 32 * 1024 * 1024;

/** The task that a callback's address belongs to. Throws `not_found` before the body is read. */
export async function requireTaskByToken(token: string): Promise<TaskRow> {
  const task = await findTaskByTokenHash(database(), hashCallbackToken(token));
  if (task === undefined) throw notFound();
  return task;
}

/**
 * Reads a callback's body and gives the vendor task ids that it names. With a webhook key configured, throws
 * `bad_signature` when it is not signed with it.
 */
export async function verifyNotice(request: Request): Promise<string[]> {
  const taskIds = noticeTaskIds(await readBody(request, NOTICE_MAX_BYTES));
  const key = env().kieWebhookKey;
  if (key === undefined) return taskIds;
  const signed = isSignedWithKey({
    timestamp: request.headers.get("x-webhook-timestamp"),
    signature: request.headers.get("x-webhook-signature"),
    taskIds,
    key,
    nowMs: Date.now(),
  });
  if (!signed) {
    throw new AppError(401, { code: "bad_signature", message: "This callback is not signed with the webhook key of this app." });
  }
  return taskIds;
}

/** Commits that the task's record is to be read now. */
export async function lookNow(task: TaskRow, [candidateId]: readonly string[]): Promise<void> {
  const adopts = task.vendor_task_id === null && candidateId !== undefined;
  await askFor(LOOK_WORK, task.id, adopts ? { payload: candidateId } : {});
}

/** Takes a callback by `take`, and counts what became of it: `accepted`, or the code of the error that it throws. */
export async function countOutcome(take: () => Promise<void>): Promise<void> {
  let outcome = "internal";
  try {
    await take();
    outcome = "accepted";
  } catch (error) {
    if (error instanceof AppError) outcome = error.code;
    throw error;
  } finally {
    metrics().callbacks.inc({ outcome });
  }
}
