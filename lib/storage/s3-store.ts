import "server-only";
import { rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Bucket } from "@/lib/storage/bucket";
import type { ByteRange, FileStore, StoredEntry } from "@/lib/storage/file-store";
import { partBytesFor } from "@/lib/storage/multipart";
import { requireStorageKey } from "@/lib/storage/storage-key";

/** What is larger is stored in parts, each of which may be tried again by itself. */
const SINGLE_PUT_MAX_BYTES = 64 * 1024 * 1024;

/** Storage in a bucket, which is asked for at the first use. */
export class S3Store implements FileStore {
  constructor(
    private readonly bucket: () => Promise<Bucket>,
    private readonly singlePutMaxBytes = SINGLE_PUT_MAX_BYTES,
  ) {}

  async putFile(key: string, sourceFile: string): Promise<void> {
    requireStorageKey(key);
    const { size: sizeBytes } = await stat(sourceFile);
    const bucket = await this.bucket();
    if (sizeBytes <= this.singlePutMaxBytes) await bucket.putFile(key, { file: sourceFile, start: 0, sizeBytes });
    else await putInParts(bucket, key, sourceFile, sizeBytes);
    await rm(sourceFile, { force: true });
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    requireStorageKey(key);
    return (await this.bucket()).read(key, range);
  }

  async remove(key: string): Promise<void> {
    requireStorageKey(key);
    await (await this.bucket()).remove(key);
  }

  async removeFolder(folder: string): Promise<void> {
    requireStorageKey(folder);
    const bucket = await this.bucket();
    for await (const { key } of bucket.list(`${folder}/`)) await bucket.remove(key);
  }

  async *entries(folder: string): AsyncIterable<StoredEntry> {
    requireStorageKey(folder);
    const bucket = await this.bucket();
    let subfolder: StoredEntry | undefined;
    // A bucket has no folders: their files are listed one after the other.
    for await (const { key, changedAt } of bucket.list(`${folder}/`)) {
      const end = key.indexOf("/", folder.length + 1);
      const name = end === -1 ? key : key.slice(0, end);
      if (subfolder?.key === name) {
        subfolder = { ...subfolder, changedAt: Math.max(subfolder.changedAt, changedAt) };
        continue;
      }
      if (subfolder !== undefined) yield subfolder;
      subfolder = undefined;
      if (end === -1) yield { key, isFolder: false, changedAt };
      else subfolder = { key: name, isFolder: true, changedAt };
    }
    if (subfolder !== undefined) yield subfolder;
  }
}

async function putInParts(bucket: Bucket, key: string, file: string, sizeBytes: number): Promise<void> {
  const uploadId = await bucket.beginMultipart(key);
  try {
    const partBytes = partBytesFor(sizeBytes);
    const parts = [];
    for (let start = 0; start < sizeBytes; start += partBytes) {
      parts.push(await bucket.putPart(key, uploadId, parts.length + 1, { file, start, sizeBytes: Math.min(partBytes, sizeBytes - start) }));
    }
    await bucket.completeMultipart(key, uploadId, parts);
  } catch (error) {
    await bucket.abortMultipart(key, uploadId).catch(() => undefined);
    throw error;
  }
}
