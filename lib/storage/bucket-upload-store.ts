import "server-only";
import type { Selectable } from "kysely";
import { database, type Queryable } from "@/lib/database/database";
import type { BucketUploadTable } from "@/lib/database/tables";
import { transact } from "@/lib/database/transact";
import { AppError } from "@/lib/http/app-error";
import type { StoredPart } from "@/lib/storage/bucket";

export type BucketUploadRow = Selectable<BucketUploadTable>;

/** What came after the last part of an upload, and is too little for one. */
export interface Tail {
  readonly key: string;
  readonly sizeBytes: number;
}

/** That another request, which may be of another instance, has the lock of an upload: what this one brings is not counted. */
export function uploadBusy(): AppError {
  return new AppError(423, { code: "upload_busy", message: "Another request goes on with this upload. Ask how far it came, and try again." });
}

/** Notes an upload that begins. */
export async function insertBucketUpload(db: Queryable, recordingId: string, multipartId: string, now: number): Promise<void> {
  await db.insertInto("bucket_upload").values({ recording_id: recordingId, multipart_id: multipartId, tail_key: null, tail_bytes: 0, changed_at: now }).execute();
}

/** What is known of an upload; undefined when there is none. */
export async function findBucketUpload(recordingId: string): Promise<BucketUploadRow | undefined> {
  return database().selectFrom("bucket_upload").selectAll().where("recording_id", "=", recordingId).executeTakeFirst();
}

/** The parts of an upload, in their order. */
export async function partsOf(recordingId: string): Promise<(StoredPart & { readonly sizeBytes: number })[]> {
  return database().selectFrom("bucket_upload_part").select(["number", "etag", "size_bytes as sizeBytes"]).where("recording_id", "=", recordingId).orderBy("number").execute();
}

/** Counts a part, which takes the place of the tail before it, if `holder` has the lock. Throws `upload_busy`. */
export async function addPart(recordingId: string, holder: string, part: StoredPart & { readonly sizeBytes: number }, now: number): Promise<void> {
  await whileHeld(recordingId, holder, async (transaction) => {
    await transaction.insertInto("bucket_upload_part").values({ recording_id: recordingId, number: part.number, etag: part.etag, size_bytes: part.sizeBytes }).execute();
    await transaction.updateTable("bucket_upload").set({ tail_key: null, tail_bytes: 0, changed_at: now }).where("recording_id", "=", recordingId).execute();
  });
}

/** Counts what came after the last part, in place of an earlier tail, if `holder` has the lock. Throws `upload_busy`. */
export async function replaceTail(recordingId: string, holder: string, tail: Tail, now: number): Promise<void> {
  await whileHeld(recordingId, holder, async (transaction) => {
    await transaction.updateTable("bucket_upload").set({ tail_key: tail.key, tail_bytes: tail.sizeBytes, changed_at: now }).where("recording_id", "=", recordingId).execute();
  });
}

/** Forgets an upload. */
export async function deleteBucketUpload(recordingId: string): Promise<void> {
  await transact(async (transaction) => {
    await transaction.deleteFrom("bucket_upload_part").where("recording_id", "=", recordingId).execute();
    await transaction.deleteFrom("bucket_upload").where("recording_id", "=", recordingId).execute();
  });
}

/** Every upload that last changed before `before`. */
export async function listBucketUploads(before: number): Promise<BucketUploadRow[]> {
  return database().selectFrom("bucket_upload").selectAll().where("changed_at", "<", before).execute();
}

async function whileHeld(recordingId: string, holder: string, write: (transaction: Queryable) => Promise<void>): Promise<void> {
  await transact(async (transaction) => {
    // Changed, not read: so it stays ours until the commit, whoever else wants it.
    const { numUpdatedRows } = await transaction.updateTable("upload_lock").set({ holder }).where("recording_id", "=", recordingId).where("holder", "=", holder).executeTakeFirst();
    if (numUpdatedRows === 0n) throw uploadBusy();
    await write(transaction);
  });
}
