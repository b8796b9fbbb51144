import "server-only";
import type { z } from "zod";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { commitFiles } from "@/lib/shares/commit-files";
import { compose, requireShareable } from "@/lib/shares/compose";
import { makePassageFiles, removeFiles } from "@/lib/shares/passage-files";
import { hashPassword } from "@/lib/shares/password";
import type { shareChangeSchema } from "@/lib/shares/request-schema";
import type { ShareIncludes, ShareView } from "@/lib/shares/schema";
import { includeColumns, requireFuture } from "@/lib/shares/state";
import { findOwnShare, putShareFiles, type ShareFileRow, shareFilesOf, type ShareRow, updateShare } from "@/lib/shares/store";
import { includesOf, passageOf, toShareView } from "@/lib/shares/view";
import { findTask, taskFolder } from "@/lib/tasks/store";

/** Changes what was chosen for a share of the owner's. Throws `not_found`, 409 for a revoked one, 422 for what its task does not have. */
export async function changeOwnShare(ownerId: string, { shareId, title, expiry, password, includes, allowDownloads }: z.infer<typeof shareChangeSchema>): Promise<ShareView> {
  const share = await requireOwnShare(ownerId, shareId);
  const made = includes === undefined ? [] : (await recompose(share, includes)).made;
  const columns = {
    ...(title === undefined ? {} : { title }),
    ...(expiry === undefined ? {} : { expires_at: requireFuture(expiry, databaseNow()) }),
    ...(password === undefined ? {} : { password_hash: password === null ? null : await hashPassword(password) }),
    ...(includes === undefined ? {} : includeColumns(includes)),
    ...(allowDownloads === undefined ? {} : { allow_downloads: allowDownloads ? 1 : 0 }),
  };
  return commitChange(share, columns, made);
}

/** Brings a share of the owner's to the latest. Throws as `changeOwnShare` does. */
export async function refreezeOwnShare(ownerId: string, shareId: string): Promise<ShareView> {
  const share = await requireOwnShare(ownerId, shareId);
  const { frozenJson, made } = await recompose(share, includesOf(share));
  return commitChange(share, { frozen_json: frozenJson, frozen_at: databaseNow() }, made);
}

async function requireOwnShare(ownerId: string, shareId: string): Promise<ShareRow> {
  const share = await findOwnShare(database(), ownerId, shareId);
  if (share === undefined) throw notFound();
  if (share.revoked_at !== null) throw revoked();
  return share;
}

function revoked(): AppError {
  return new AppError(409, { code: "share_revoked", message: "This link was revoked, and stays so. Share it anew instead." });
}

/** What a share would show if it were frozen now, with the files that it then needs and does not have. */
async function recompose(share: ShareRow, includes: ShareIncludes): Promise<{ frozenJson: string; made: ShareFileRow[] }> {
  const task = await findTask(database(), share.task_id);
  if (task === undefined) throw notFound();
  const composed = await compose(task, passageOf(share));
  requireShareable(composed, includes);
  const hasAudio = (await shareFilesOf(database(), share.id)).some(({ role }) => role === "audio");
  const made = await makePassageFiles({ folder: taskFolder(task.id), shareId: share.id }, composed, { includes, hasAudio });
  return { frozenJson: JSON.stringify(composed.frozen), made };
}

async function commitChange(share: ShareRow, columns: Partial<ShareRow>, made: readonly ShareFileRow[]): Promise<ShareView> {
  if (Object.keys(columns).length === 0) return toShareView(share);
  const before = await shareFilesOf(database(), share.id);
  const changed = await commitFiles(share.owner_id, made, async (transaction) => {
    if (!(await updateShare(transaction, share.id, columns))) return false;
    await putShareFiles(transaction, made);
    return true;
  });
  await removeFiles(before);
  const after = await findOwnShare(database(), share.owner_id, share.id);
  if (after === undefined) throw notFound();
  if (!changed) throw revoked();
  return toShareView(after);
}
