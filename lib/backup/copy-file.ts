import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";

/** A file that was copied. */
export interface CopiedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Copies a file as far as it goes now, and flushes it to the disk. Undefined when there is none. */
export async function copyFile(source: string, target: string, mode = 0o600): Promise<CopiedFile | undefined> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const from = await openIfThere(source);
  if (from === undefined) return undefined;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const to = await open(target, "w", mode);
  try {
    for await (const chunk of createReadStream("", { fd: from }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await to.write(chunk);
    }
    await to.sync();
  } finally {
    await to.close();
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}
