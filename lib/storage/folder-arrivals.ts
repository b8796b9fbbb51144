import "server-only";
import { createWriteStream, type Stats } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "@/lib/env";
import type { ArrivalStore } from "@/lib/storage/arrival-store";
import { entriesOf } from "@/lib/storage/directory-entries";
import { withScratchFile } from "@/lib/storage/scratch";
import { storage } from "@/lib/storage/storage";

/** The folder of files that arrive; on the same disk as the storage, so that a whole one is moved, not copied. */
export function uploadFolder(): string {
  return path.join(/* turbopackIgnore: true */ env().dataDir, "uploads");
}

/** Where the bytes of a recording arrive. The id is ours, so that no name of anybody's is part of the path. */
export function uploadFile(recordingId: string): string {
  return path.join(/* turbopackIgnore: true */ uploadFolder(), recordingId);
}

/** Makes the folder. */
export async function makeUploadFolder(): Promise<void> {
  await mkdir(uploadFolder(), { recursive: true });
}

/** Recordings arrive in files of a folder. */
export class FolderArrivals implements ArrivalStore {
  async receivedBytes(recordingId: string): Promise<number | undefined> {
    return (await statUpload(recordingId))?.size;
  }

  async lastArrivalAt(recordingId: string): Promise<number | undefined> {
    return (await statUpload(recordingId))?.mtimeMs;
  }

  async take(recordingId: string, body: Readable): Promise<number> {
    const file = createWriteStream(uploadFile(recordingId));
    await pipeline(body, file);
    return file.bytesWritten;
  }

  /** `work` may move the file away. */
  async withFile<T>(recordingId: string, keptAs: string, work: (file: string) => Promise<T>): Promise<T> {
    const file = uploadFile(recordingId);
    if ((await statUpload(recordingId)) === undefined) {
      // An earlier life of the process moved it to the storage and died before it said so.
      await withScratchFile(async (scratch) => {
        await pipeline(await storage().read(keptAs), createWriteStream(scratch));
        await rename(scratch, file);
      });
    }
    return work(file);
  }

  async remove(recordingId: string): Promise<void> {
    await rm(uploadFile(recordingId), { force: true });
  }

  async sweep(before: number, isAwaited: (recordingId: string) => Promise<boolean>): Promise<number> {
    let removed = 0;
    for await (const { name, changedAt } of entriesOf(uploadFolder())) {
      if (changedAt >= before || (await isAwaited(name))) continue;
      await this.remove(name);
      removed += 1;
    }
    return removed;
  }
}

async function statUpload(recordingId: string): Promise<Stats | undefined> {
  try {
    return await stat(uploadFile(recordingId));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}
