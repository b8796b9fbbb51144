import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { storage } from "@/lib/storage/storage";
import { withScratchFile } from "@/lib/storage/scratch";

/** What a stored file is known by. */
export interface KeptFile {
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Where a file is stored: a key, or one that is made of its hash. */
type KeyFor = string | ((sha256: string) => string);

/** Moves a finished file into the storage, and says its length and its hash. */
export async function keepFile(keyFor: KeyFor, sourceFile: string): Promise<KeptFile> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  await pipeline(createReadStream(sourceFile), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  });
  const sha256 = hash.digest("hex");
  const storageKey = typeof keyFor === "string" ? keyFor : keyFor(sha256);
  await storage().putFile(storageKey, sourceFile);
  return { storageKey, sizeBytes, sha256 };
}

/** Stores a value as JSON. */
export async function keepJson(keyFor: KeyFor, value: unknown): Promise<KeptFile> {
  return withScratchFile(async (scratch) => {
    await writeFile(scratch, JSON.stringify(value));
    return keepFile(keyFor, scratch);
  });
}

/** The whole text of a stored file. Rejects with `AppError` `file_missing` when there is none. */
export async function readText(storageKey: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await storage().read(storageKey)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
