import "server-only";
import type { Readable } from "node:stream";
import { DataStore, type Upload } from "@tus/server";
import type { Configstore } from "@tus/file-store";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { arrivals } from "@/lib/storage/arrivals";
import type { Bucket } from "@/lib/storage/bucket";
import { uploadKey } from "@/lib/storage/bucket-arrivals";
import { findBucketUpload, insertBucketUpload } from "@/lib/storage/bucket-upload-store";
import { partBytesFor } from "@/lib/storage/multipart";
import { PartWriter } from "@/lib/uploads/part-writer";
import type { UploadLocks } from "@/lib/uploads/upload-locks";

/** Uploads by the tus protocol into a bucket, begun and gone on with by whatever instance. */
export class BucketStore extends DataStore {
  readonly #bucket: () => Promise<Bucket>;
  readonly #rows: Configstore;
  readonly #locks: UploadLocks;

  constructor({ bucket, rows, locks }: { bucket: () => Promise<Bucket>; rows: Configstore; locks: UploadLocks }) {
    super();
    this.extensions = ["creation", "creation-with-upload"];
    this.#bucket = bucket;
    this.#rows = rows;
    this.#locks = locks;
  }

  override async create(upload: Upload): Promise<Upload> {
    const bucket = await this.#bucket();
    const multipartId = await bucket.beginMultipart(uploadKey(upload.id));
    await insertBucketUpload(database(), upload.id, multipartId, databaseNow());
    // Gives back what was begun when the recording is not let in.
    await this.#rows.set(upload.id, upload);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await this.#rows.get(id);
    const received = upload === undefined ? undefined : await arrivals().receivedBytes(id);
    if (upload === undefined || received === undefined) throw notFound();
    upload.offset = received;
    return upload;
  }

  /** Resolves with how many bytes there are then. What came before the body broke off stays. */
  override write(body: Readable, id: string, offset: number): Promise<number> {
    return this.#locks.during(id, (holder) => this.#write(body, id, offset, holder));
  }

  async #write(body: Readable, id: string, offset: number, holder: string): Promise<number> {
    const { size: sizeBytes } = await this.getUpload(id);
    const upload = await findBucketUpload(id);
    if (upload === undefined || sizeBytes === undefined) throw notFound();
    const writer = new PartWriter({ bucket: await this.#bucket(), upload, sizeBytes, partBytes: partBytesFor(sizeBytes), holder }, offset);
    try {
      await writer.begin();
      const broken = await drain(body, writer);
      const received = await writer.end();
      if (broken !== undefined) throw broken.reason;
      return received;
    } finally {
      await writer.close();
    }
  }
}

/** Writes what comes until it ends. Gives the reason when the body itself broke off; rejects with what the writer met. */
async function drain(body: Readable, writer: PartWriter): Promise<{ readonly reason: unknown } | undefined> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  for (;;) {
    let next: IteratorResult<Buffer, undefined>;
    try {
      next = await chunks.next();
    } catch (error) {
      return { reason: error };
    }
    if (next.done === true) return undefined;
    await writer.add(next.value);
  }
}
