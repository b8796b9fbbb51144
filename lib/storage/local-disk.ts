import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { entriesOf } from "@/lib/storage/directory-entries";
import { type ByteRange, fileMissing, type FileStore, type StoredEntry } from "@/lib/storage/file-store";
import { requireStorageKey } from "@/lib/storage/storage-key";

/** Storage in a folder of the machine. */
export class LocalDisk implements FileStore {
  constructor(private readonly root: string) {}

  async putFile(key: string, sourceFile: string): Promise<void> {
    const target = this.fileFor(key);
    const folder = path.dirname(target);
    const firstMade = await mkdir(folder, { recursive: true });
    await sync(sourceFile, "r+");
    await rename(sourceFile, target);
    await sync(folder, "r");
    // A new folder is itself an entry of another, which a power cut could take away.
    if (firstMade === undefined) return;
    for (let made = folder; made.startsWith(firstMade); made = path.dirname(made)) await sync(path.dirname(made), "r");
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      const file = await open(this.fileFor(key), "r");
      return createReadStream("", { fd: file, ...range });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw fileMissing(error);
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.fileFor(key), { force: true });
  }

  async removeFolder(folder: string): Promise<void> {
    // Again, where a file comes into it meanwhile.
    await rm(this.fileFor(folder), { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  }

  async *entries(folder: string): AsyncIterable<StoredEntry> {
    for await (const { name, changedAt, isFolder } of entriesOf(this.fileFor(folder))) yield { key: `${folder}/${name}`, isFolder, changedAt };
  }

  private fileFor(key: string): string {
    requireStorageKey(key);
    return path.join(/* turbopackIgnore: true */ this.root, key);
  }
}

/** Has the disk hold a file, or the entries of a folder, when this resolves. */
async function sync(name: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(name, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
