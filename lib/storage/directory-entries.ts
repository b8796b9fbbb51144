import "server-only";
import { lstat, opendir } from "node:fs/promises";
import path from "node:path";

/** What lies directly in a directory of the disk. */
export interface DirectoryEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Unix ms. */
  readonly changedAt: number;
}

/** What lies directly in a directory, one after the other; nothing when it is not there. What goes meanwhile is left out. */
export async function* entriesOf(directory: string): AsyncIterable<DirectoryEntry> {
  const opened = await orNothing(opendir(directory));
  if (opened === undefined) return;
  for await (const { name } of opened) {
    const found = await orNothing(lstat(path.join(/* turbopackIgnore: true */ directory, name)));
    if (found !== undefined) yield { name, isFolder: found.isDirectory(), changedAt: found.mtimeMs };
  }
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}
