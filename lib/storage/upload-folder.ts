import "server-only";
import type { Stats } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** The folder of files that arrive; on the same disk as the storage, so that a whole one is moved, not copied. */
export function uploadFolder(): string {
  return path.join(/* turbopackIgnore: true */ env().dataDir, "uploads");
}

/** Where the bytes of a recording arrive. The id is ours, so that no name of anybody's is part of the path. */
export function uploadFile(recordingId: string): string {
  return path.join(/* turbopackIgnore: true */ uploadFolder(), recordingId);
}

/** How many bytes of a recording have arrived; undefined when there is no such file. */
export async function receivedBytes(recordingId: string): Promise<number | undefined> {
  return (await statUpload(recordingId))?.size;
}

/** When the last byte of a recording arrived (Unix ms); undefined when there is no such file. */
export async function lastArrivalAt(recordingId: string): Promise<number | undefined> {
  return (await statUpload(recordingId))?.mtimeMs;
}

/** Removes what has arrived of a recording; it is no error when nothing has. */
export async function removeUpload(recordingId: string): Promise<void> {
  await rm(uploadFile(recordingId), { force: true });
}

/** Makes the folder. */
export async function makeUploadFolder(): Promise<void> {
  await mkdir(uploadFolder(), { recursive: true });
}

async function statUpload(recordingId: string): Promise<Stats | undefined> {
  try {
    return await stat(uploadFile(recordingId));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}
