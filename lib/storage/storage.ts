import "server-only";
import type { Readable } from "node:stream";
import path from "node:path";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";
import { LocalDisk } from "@/lib/storage/local-disk";

/** A part of a file: bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where results are kept. Keys look like `tasks/{task}/{file}`; they are made by us, never from what people type. */
export interface Storage {
  /** Moves a finished file into storage; it is durable when this returns. */
  putFile(key: string, sourceFile: string): Promise<void>;
  /** The bytes, or those of `range`. Rejects with `AppError` `file_missing` when there is no such file. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes the file; it is no error when it is gone. */
  remove(key: string): Promise<void>;
}

/** The process's storage. */
export function storage(): Storage {
  return processWide("storage", () => new LocalDisk(path.join(/* turbopackIgnore: true */ env().dataDir, "files")));
}
