import "server-only";
import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { log } from "@/lib/log";
import type { Bucket } from "@/lib/storage/bucket";
import { uploadKey } from "@/lib/storage/bucket-arrivals";
import { addPart, type BucketUploadRow, replaceTail } from "@/lib/storage/bucket-upload-store";
import { scratchDirectory } from "@/lib/storage/scratch";

/** What is written to, and by whom. */
interface Target {
  readonly bucket: Bucket;
  readonly upload: BucketUploadRow;
  readonly sizeBytes: number;
  readonly partBytes: number;
  /** Of its lock. */
  readonly holder: string;
}

interface Chunk {
  readonly file: string;
  readonly handle: FileHandle;
  sizeBytes: number;
}

/**
 * Brings what comes of an upload to a bucket, in parts of one length; a part is sent while the next one comes. What is left at the end
 * and too little for a part is stored beside them as the tail, with which the next writer begins. The database counts a part or a tail
 * when the bucket has it, and only then forgets the tail before: at every moment the bytes that it counts are there.
 */
export class PartWriter {
  readonly #target: Target;
  #offset: number;
  #tailKey: string | null;
  #chunk: Chunk | undefined;
  #sending: Promise<void> = Promise.resolve();

  /** Goes on at `offset`, which is what the database counts. */
  constructor(target: Target, offset: number) {
    this.#target = target;
    this.#offset = offset - target.upload.tail_bytes;
    this.#tailKey = target.upload.tail_key;
  }

  /** Fetches the tail, which the next part begins with. */
  async begin(): Promise<void> {
    if (this.#tailKey === null) return;
    for await (const bytes of (await this.#target.bucket.read(this.#tailKey)) as AsyncIterable<Buffer>) await this.#append(bytes);
  }

  /** Adds what came; resolves when the next may come. */
  async add(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const room = this.#target.partBytes - (this.#chunk?.sizeBytes ?? 0);
      const taken = bytes.subarray(at, at + room);
      await this.#append(taken);
      at += taken.length;
      if (taken.length === room) await this.#sendChunk();
    }
  }

  /** Stores what is left. Gives how many bytes the database counts then. */
  async end(): Promise<number> {
    await this.#sending;
    if (this.#chunk !== undefined && this.#offset + this.#chunk.sizeBytes === this.#target.sizeBytes) {
      await this.#sendChunk();
      await this.#sending;
    }
    const rest = this.#chunk;
    if (rest === undefined) return this.#offset;
    await this.#storeTail(rest);
    return this.#offset + rest.sizeBytes;
  }

  /** Lets go of what lies on this machine. */
  async close(): Promise<void> {
    await this.#sending.catch(() => undefined);
    if (this.#chunk !== undefined) await discard(this.#chunk);
    this.#chunk = undefined;
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#chunk ??= await newChunk();
    await this.#chunk.handle.write(bytes);
    this.#chunk.sizeBytes += bytes.length;
  }

  /** Sends the chunk as the next part, when the one before is there. */
  async #sendChunk(): Promise<void> {
    await this.#sending;
    const chunk = this.#chunk;
    if (chunk === undefined) return;
    this.#chunk = undefined;
    this.#sending = this.#send(chunk).finally(() => discard(chunk));
    // It is waited for later.
    this.#sending.catch(() => undefined);
  }

  async #send({ file, sizeBytes }: Chunk): Promise<void> {
    const { bucket, upload, partBytes, holder } = this.#target;
    const id = upload.recording_id;
    const number = this.#offset / partBytes + 1;
    const part = await bucket.putPart(uploadKey(id), upload.multipart_id, number, { file, start: 0, sizeBytes });
    await addPart(id, holder, { ...part, sizeBytes }, databaseNow());
    this.#offset += sizeBytes;
    await this.#forgetTail(null);
  }

  async #storeTail({ file, sizeBytes }: Chunk): Promise<void> {
    const { bucket, upload, holder } = this.#target;
    const id = upload.recording_id;
    const tail = { key: `${uploadKey(id)}.${nanoid()}`, sizeBytes };
    await bucket.putFile(tail.key, { file, start: 0, sizeBytes });
    await replaceTail(id, holder, tail, databaseNow());
    await this.#forgetTail(tail.key);
  }

  /** The tail before has been counted elsewhere; if it cannot be removed now, the daily sweep does. */
  async #forgetTail(next: string | null): Promise<void> {
    const key = this.#tailKey;
    this.#tailKey = next;
    if (key !== null) await this.#target.bucket.remove(key).catch((error: unknown) => log.warn({ err: error }, "tail of an upload not removed"));
  }
}

async function newChunk(): Promise<Chunk> {
  const file = path.join(/* turbopackIgnore: true */ scratchDirectory(), randomUUID());
  return { file, handle: await open(file, "wx"), sizeBytes: 0 };
}

async function discard({ file, handle }: Chunk): Promise<void> {
  await handle.close();
  await rm(file, { force: true });
}
