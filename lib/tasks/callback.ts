import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { commitTogether } from "@/lib/database/commit-together";
import { database } from "@/lib/database/database";
import { takeTurn } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { readChunks } from "@/lib/http/body";
import { notFound } from "@/lib/http/route";
import { NoticeIdReader } from "@/lib/kie/notice-ids";
import { verifyNotice as isSignedWithKey } from "@/lib/kie/signature";
import { metrics } from "@/lib/metrics/metrics";
import { hashCallbackToken } from "@/lib/tasks/callback-token";
import { joinCandidates } from "@/lib/tasks/candidates";
import { findTaskByTokenHash, type TaskRow } from "@/lib/tasks/store";
import { askFor, LOOK_WORK } from "@/lib/tasks/transitions";
import { wakeWork } from "@/lib/work/runner";
import { enqueueWork, readPayload } from "@/lib/work/store";

/** A callback for a transcript of four hours is over 10 MB. */
const NOTICE_MAX_BYTES = 32 * 1024 * 1024;

/** What a callback needs to know of its task. */
type CalledTask = Pick<TaskRow, "id" | "vendor_task_id">;

/** The task that a callback's address belongs to. Throws `not_found` before the body is read. */
export async function requireTaskByToken(token: string): Promise<CalledTask> {
  const task = await findTaskByTokenHash(database(), hashCallbackToken(token));
  if (task === undefined) throw notFound();
  return task;
}

/**
 * Reads a callback's body and gives the vendor task ids that it names. With a webhook key configured, throws
 * `bad_signature` when it is not signed with it.
 */
export async function verifyNotice(request: Request): Promise<string[]> {
  const reader = new NoticeIdReader();
  await readChunks(request, NOTICE_MAX_BYTES, (chunk) => reader.push(chunk));
  const taskIds = reader.ids;
  const key = env().kieWebhookKey;
  if (key === undefined) return taskIds;
  const signed = isSignedWithKey({
    timestamp: request.headers.get("x-webhook-timestamp"),
    signature: request.headers.get("x-webhook-signature"),
    taskIds,
    key,
    nowMs: databaseNow(),
  });
  if (!signed) {
    throw new AppError(401, { code: "bad_signature", message: "This callback is not signed with the webhook key of this app." });
  }
  return taskIds;
}

/**
 * Commits that the task's record is to be read now. Where the vendor's id is not known yet, the ids that this callback named are
 * added to those of earlier ones.
 */
export async function lookNow(task: CalledTask, vendorTaskIds: readonly string[]): Promise<void> {
  if (task.vendor_task_id !== null || vendorTaskIds.length === 0) {
    await askFor(LOOK_WORK, task.id);
    return;
  }
  await commitTogether(async (transaction) => {
    await takeTurn(transaction, `candidates ${task.id}`);
    const payload = joinCandidates(await readPayload(transaction, LOOK_WORK, task.id), vendorTaskIds);
    await enqueueWork(transaction, { kind: LOOK_WORK, subjectId: task.id, runAt: databaseNow(), payload });
  });
  wakeWork(LOOK_WORK);
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
