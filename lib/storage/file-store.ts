import type { Readable } from "node:stream";
import { AppError } from "@/lib/http/app-error";

/** A part of a file: bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What lies directly in a folder of the storage. */
export interface StoredEntry {
  readonly key: string;
  readonly isFolder: boolean;
  /** Unix ms: when a file was last written, or something last put into a folder or taken out of it. */
  readonly changedAt: number;
}

/** Where results are kept. Keys look like `tasks/{task}/{file}`; they are made by us, never from what people type. */
export interface FileStore {
  /** Moves a finished file into storage; it is durable when this returns. */
  putFile(key: string, sourceFile: string): Promise<void>;
  /** The bytes, or those of `range`. Rejects with `AppError` `file_missing` when there is no such file. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes the file; it is no error when it is gone. */
  remove(key: string): Promise<void>;
  /** Removes every file under `folder/`, also those that no row names yet. */
  removeFolder(folder: string): Promise<void>;
  /** What lies directly in `folder`, one after the other; nothing when there is no such folder. */
  entries(folder: string): AsyncIterable<StoredEntry>;
}

/** That there is no such file. */
export function fileMissing(cause: unknown): AppError {
  return new AppError(404, { code: "file_missing", message: "This file is no longer here." }, cause);
}
