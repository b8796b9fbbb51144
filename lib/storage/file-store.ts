import type { Readable } from "node:stream";

/** A part of a file: bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
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
}
