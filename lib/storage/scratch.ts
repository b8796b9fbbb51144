import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** The folder for files that are being made; on the same disk as the storage, so that a finished one is moved, not copied. */
export function scratchDirectory(): string {
  return path.join(/* turbopackIgnore: true */ env().dataDir, "scratch");
}

/** Gives `work` the path of a scratch file that does not exist yet, and removes what is left of it afterwards. */
export async function withScratchFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const file = path.join(/* turbopackIgnore: true */ scratchDirectory(), randomUUID());
  try {
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

/** Makes the folder, without what an earlier life of the process left unfinished in it. */
export async function clearScratch(): Promise<void> {
  await rm(scratchDirectory(), { recursive: true, force: true });
  await mkdir(scratchDirectory(), { recursive: true });
}
