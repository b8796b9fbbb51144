import "server-only";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ArrivalStore } from "@/lib/storage/arrival-store";
import type { Bucket } from "@/lib/storage/bucket";
import { deleteBucketUpload, findBucketUpload, listBucketUploads, partsOf } from "@/lib/storage/bucket-upload-store";
import { AppError } from "@/lib/http/app-error";
import { S3Store } from "@/lib/storage/s3-store";
import { withScratchFile } from "@/lib/storage/scratch";

const FOLDER = "uploads";

/** Where the bytes of a recording arrive in a bucket. */
export function uploadKey(recordingId: string): string {
  return `${FOLDER}/${recordingId}`;
}

/** Recordings arrive in a bucket: uploads in parts, of which the database knows, what is fetched as one. */
export class BucketArrivals implements ArrivalStore {
  readonly #bucket: () => Promise<Bucket>;
  readonly #store: S3Store;

  constructor(bucket: () => Promise<Bucket>) {
    this.#bucket = bucket;
    this.#store = new S3Store(bucket);
  }

  /** The database knows, so that pages show it whatever the bucket does. */
  async receivedBytes(recordingId: string): Promise<number | undefined> {
    const upload = await findBucketUpload(recordingId);
    if (upload === undefined) return undefined;
    return (await partsOf(recordingId)).reduce((sum, { sizeBytes }) => sum + sizeBytes, upload.tail_bytes);
  }

  async lastArrivalAt(recordingId: string): Promise<number | undefined> {
    return (await findBucketUpload(recordingId))?.changed_at;
  }

  async take(recordingId: string, body: Readable): Promise<number> {
    return withScratchFile(async (scratch) => {
      const file = createWriteStream(scratch);
      await pipeline(body, file);
      await this.#store.putFile(uploadKey(recordingId), scratch);
      return file.bytesWritten;
    });
  }

  async withFile<T>(recordingId: string, keptAs: string, work: (file: string) => Promise<T>): Promise<T> {
    return withScratchFile(async (scratch) => {
      await pipeline(await this.#open(recordingId, keptAs), createWriteStream(scratch));
      return work(scratch);
    });
  }

  async #open(recordingId: string, keptAs: string): Promise<Readable> {
    const bucket = await this.#bucket();
    const key = uploadKey(recordingId);
    const upload = await findBucketUpload(recordingId);
    // Only now, where it is tried again until it was done, and not in the request that brought the last byte.
    if (upload !== undefined && (await bucket.size(key)) === undefined) await bucket.completeMultipart(key, upload.multipart_id, await partsOf(recordingId));
    try {
      return await bucket.read(key);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "file_missing") throw error;
      return bucket.read(keptAs);
    }
  }

  async remove(recordingId: string): Promise<void> {
    const bucket = await this.#bucket();
    const key = uploadKey(recordingId);
    const upload = await findBucketUpload(recordingId);
    if (upload !== undefined) {
      await bucket.abortMultipart(key, upload.multipart_id);
      if (upload.tail_key !== null) await bucket.remove(upload.tail_key);
    }
    await bucket.remove(key);
    if (upload !== undefined) await deleteBucketUpload(recordingId);
  }

  /** What no row names is there after a crash between the one and the other: parts of uploads, and tails that others took the place of. */
  async sweep(before: number, isAwaited: (recordingId: string) => Promise<boolean>): Promise<number> {
    const bucket = await this.#bucket();
    let removed = 0;
    for (const { recording_id: id } of await listBucketUploads(before)) {
      if (await isAwaited(id)) continue;
      await this.remove(id);
      removed += 1;
    }
    for await (const { key, changedAt } of bucket.list(`${FOLDER}/`)) {
      if (changedAt >= before) continue;
      const id = recordingIdOf(key);
      if ((await isAwaited(id)) && (key === uploadKey(id) || (await findBucketUpload(id))?.tail_key === key)) continue;
      await bucket.remove(key);
      removed += 1;
    }
    for await (const { key, uploadId, changedAt } of bucket.openMultiparts("")) {
      if (changedAt >= before) continue;
      const id = recordingIdOf(key);
      if ((await findBucketUpload(id))?.multipart_id === uploadId) continue;
      await bucket.abortMultipart(key, uploadId);
      removed += 1;
    }
    return removed;
  }
}

/** Of `uploads/{id}` and of a tail, `uploads/{id}.{name}`. */
function recordingIdOf(key: string): string {
  return key.slice(FOLDER.length + 1).split(".")[0] ?? "";
}
