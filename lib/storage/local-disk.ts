import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "@/lib/http/app-error";
import { entriesOf } from "@/lib/storage/directory-entries";
import type { ByteRange, FileStore, StoredEntry } from "@/lib/storage/file-store";

const KEY = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_.-]+)*$/;

/** Storage in a folder of the machine. */
export class LocalDisk implements FileStore {
  constructor(private readonly root: string) {}

  async putFile(key: string, sourceFile: string): Promise<void> {
    const target = this.fileFor(key);
    await mkdir(path.dirname(target), { recursive: true });
    const file = await open(sourceFile, "r+");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(sourceFile, target);
    const directory = await open(path.dirname(target), "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      const file = await open(this.fileFor(key), "r");
      return createReadStream("", { fd: file, ...range });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new AppError(404, { code: "file_missing", message: "This file is no longer here." }, error);
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.fileFor(key), { force: true });
  }

  async removeFolder(folder: string): Promise<void> {
    await rm(this.fileFor(folder), { recursive: true, force: true });
  }

  async *entries(folder: string): AsyncIterable<StoredEntry> {
    for await (const { name, changedAt, isFolder } of entriesOf(this.fileFor(folder))) yield { key: `${folder}/${name}`, isFolder, changedAt };
  }

  private fileFor(key: string): string {
    if (!KEY.test(key) || key.includes("..")) throw new Error(`Not a storage key: ${key}`);
    return path.join(/* turbopackIgnore: true */ this.root, key);
  }
}
