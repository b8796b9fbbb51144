import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database, type Queryable } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { notFound } from "@/lib/http/route";
import { removeFiles } from "@/lib/shares/passage-files";
import type { ShareView } from "@/lib/shares/schema";
import { deleteShareFileRows, deleteShareRow, findOwnShare, shareFilesOf, type ShareRow, updateShare } from "@/lib/shares/store";
import { toShareView } from "@/lib/shares/view";

/** Ends a share of the owner's for good: its row stays and says so to who has the link, its own files go. Throws `not_found`. */
export async function revokeOwnShare(ownerId: string, shareId: string): Promise<ShareView> {
  await withoutFiles(ownerId, shareId, async (transaction, { id }) => {
    await updateShare(transaction, id, { revoked_at: databaseNow() });
    await deleteShareFileRows(transaction, id);
  });
  const after = await findOwnShare(database(), ownerId, shareId);
  if (after === undefined) throw notFound();
  return toShareView(after);
}

/** Deletes a share of the owner's with its files. Throws `not_found`. */
export async function deleteOwnShare(ownerId: string, shareId: string): Promise<void> {
  await withoutFiles(ownerId, shareId, (transaction, { id }) => deleteShareRow(transaction, id));
}

/** The rows go first: what a crash then leaves is a file that no row names. */
async function withoutFiles(ownerId: string, shareId: string, change: (transaction: Queryable, share: ShareRow) => Promise<void>): Promise<void> {
  const files = await transact(async (transaction) => {
    const share = await findOwnShare(transaction, ownerId, shareId);
    if (share === undefined) throw notFound();
    const own = await shareFilesOf(transaction, shareId);
    await change(transaction, share);
    return own;
  });
  await removeFiles(files);
}
