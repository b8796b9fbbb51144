import "server-only";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { database, type Queryable } from "@/lib/database/database";
import { locking } from "@/lib/database/transact";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { commitFiles } from "@/lib/shares/commit-files";
import { compose, requireShareable } from "@/lib/shares/compose";
import { makePassageFiles } from "@/lib/shares/passage-files";
import { hashPassword } from "@/lib/shares/password";
import type { ShareOrder, ShareView } from "@/lib/shares/schema";
import { includeColumns, requireFuture } from "@/lib/shares/state";
import { findShareOfRun, insertShare, type ShareRow } from "@/lib/shares/store";
import { toShareView } from "@/lib/shares/view";
import { findTask, hashInputs, taskFolder, type TaskRow } from "@/lib/tasks/store";

/** 24 characters of 64: 144 random bits. */
const SLUG_LENGTH = 24;

/**
 * Shares a finished task of an owner's as it is now, once for a click. Throws `not_found`, 409 for a task that is not finished or a click
 * that asked for something else before, 422 for what the task does not have, 507 when there is no room.
 */
export async function freezeNewShare(ownerId: string, order: ShareOrder): Promise<ShareView> {
  const { runId, password, ...rest } = order;
  // Not the password: its hash without a salt would give it away.
  const inputHash = hashInputs([{ ...rest, hasPassword: password !== null }]);
  const present = await findShareOfRun(database(), ownerId, runId);
  if (present !== undefined) return sameClick(present, inputHash);

  const task = await requireFinished(ownerId, order.taskId);
  const composed = await compose(task, order.passage);
  requireShareable(composed, order.includes);
  const now = databaseNow();
  const row: ShareRow = {
    id: nanoid(),
    slug: nanoid(SLUG_LENGTH),
    owner_id: ownerId,
    task_id: task.id,
    run_id: runId,
    input_hash: inputHash,
    title: order.title,
    expires_at: requireFuture(order.expiry, now),
    password_hash: password === null ? null : await hashPassword(password),
    ...includeColumns(order.includes),
    allow_downloads: order.allowDownloads ? 1 : 0,
    passage_start_ms: composed.passage?.startMs ?? null,
    passage_end_ms: composed.passage?.endMs ?? null,
    frozen_json: JSON.stringify(composed.frozen),
    frozen_at: now,
    views: 0,
    last_opened_at: null,
    revoked_at: null,
    created_at: now,
  };
  const made = await makePassageFiles({ folder: taskFolder(task.id), shareId: row.id }, composed, { includes: order.includes, hasAudio: false });
  const inserted = await commitFiles(ownerId, made, async (transaction) => {
    await transaction.selectFrom("task").select("id").where("id", "=", task.id).$call(locking("keep")).execute();
    await requireTask(transaction, ownerId, task.id);
    return insertShare(transaction, row, made);
  });
  if (inserted) return toShareView(row);
  const other = await findShareOfRun(database(), ownerId, runId);
  if (other === undefined) throw notFound();
  return sameClick(other, inputHash);
}

async function sameClick(present: ShareRow, inputHash: string): Promise<ShareView> {
  if (present.input_hash === inputHash) return toShareView(present);
  throw new AppError(409, { code: "run_id_reused", message: "This click was already used for something else. Reload the page and try again." });
}

async function requireFinished(ownerId: string, taskId: string): Promise<TaskRow> {
  const task = await requireTask(database(), ownerId, taskId);
  if (task.state !== "success") throw new AppError(409, { code: "not_finished", message: "Only what is finished can be shared." });
  return task;
}

async function requireTask(db: Queryable, ownerId: string, taskId: string): Promise<TaskRow> {
  const task = await findTask(db, taskId);
  if (task?.owner_id !== ownerId) throw notFound();
  return task;
}
