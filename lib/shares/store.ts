import "server-only";
import type { Selectable, Updateable } from "kysely";
import type { Queryable } from "@/lib/database/database";
import type { ShareFileTable, ShareTable } from "@/lib/database/tables";

export type ShareRow = Selectable<ShareTable>;
export type ShareFileRow = Selectable<ShareFileTable>;

/** Inserts a share for a click, once. Says whether it did: not when its owner's click made one already. */
export async function insertShare(db: Queryable, share: ShareRow, files: readonly ShareFileRow[]): Promise<boolean> {
  const inserted = await db
    .insertInto("share")
    .values(share)
    .onConflict((conflict) => conflict.columns(["owner_id", "run_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted !== undefined) await putShareFiles(db, files);
  return inserted !== undefined;
}

/** The share that an owner's click made. */
export async function findShareOfRun(db: Queryable, ownerId: string, runId: string): Promise<ShareRow | undefined> {
  return db.selectFrom("share").selectAll().where("owner_id", "=", ownerId).where("run_id", "=", runId).executeTakeFirst();
}

/** A share whose id its owner knows; undefined when it is not there or not theirs. */
export async function findOwnShare(db: Queryable, ownerId: string, id: string): Promise<ShareRow | undefined> {
  return db.selectFrom("share").selectAll().where("owner_id", "=", ownerId).where("id", "=", id).executeTakeFirst();
}

/** The share that a link leads to, whatever has become of it. */
export async function findShareBySlug(db: Queryable, slug: string): Promise<ShareRow | undefined> {
  return db.selectFrom("share").selectAll().where("slug", "=", slug).executeTakeFirst();
}

/** An owner's shares, or those of one task, newest first. */
export async function listShares(db: Queryable, ownerId: string, taskId?: string): Promise<ShareRow[]> {
  const query = db.selectFrom("share").selectAll().where("owner_id", "=", ownerId);
  const chosen = taskId === undefined ? query : query.where("task_id", "=", taskId);
  return chosen.orderBy("created_at", "desc").orderBy("id").execute();
}

/** Changes a share that has not been revoked. Says whether it did. */
export async function updateShare(db: Queryable, id: string, change: Updateable<ShareTable>): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("share").set(change).where("id", "=", id).where("revoked_at", "is", null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts one opening. */
export async function countOpening(db: Queryable, id: string, now: number): Promise<void> {
  await db
    .updateTable("share")
    .set((eb) => ({ views: eb("views", "+", 1), last_opened_at: now }))
    .where("id", "=", id)
    .execute();
}

/** Deletes a share with the rows of its files. */
export async function deleteShareRow(db: Queryable, id: string): Promise<void> {
  await db.deleteFrom("share").where("id", "=", id).execute();
}

/** Names files that a share has of its own, in the place of others. */
export async function putShareFiles(db: Queryable, files: readonly ShareFileRow[]): Promise<void> {
  for (const file of files) {
    await db.insertInto("share_file").values(file).onConflict((conflict) => conflict.columns(["share_id", "role"]).doUpdateSet(file)).execute();
  }
}

/** Forgets the files that a share has of its own. */
export async function deleteShareFileRows(db: Queryable, shareId: string): Promise<void> {
  await db.deleteFrom("share_file").where("share_id", "=", shareId).execute();
}

/** The files that a share has of its own. */
export async function shareFilesOf(db: Queryable, shareId: string): Promise<ShareFileRow[]> {
  return db.selectFrom("share_file").selectAll().where("share_id", "=", shareId).execute();
}

/** The keys of the files that the shares of a task have of their own: they lie in its folder. */
export async function shareFileKeysOf(db: Queryable, taskId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("share_file")
    .innerJoin("share", "share.id", "share_file.share_id")
    .select("share_file.storage_key")
    .where("share.task_id", "=", taskId)
    .execute();
  return rows.map((row) => row.storage_key);
}
