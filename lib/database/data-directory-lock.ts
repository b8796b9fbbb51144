import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";

/** The data directory cannot be used; the message says why and what to do. */
export class DataDirectoryError extends Error {}

/**
 * Creates `directory` if needed and keeps it for this process alone, until `release` or the process ends. The lock is
 * the operating system's own (an exclusive SQLite lock on a file of its own), so a killed process leaves none behind
 * and the database can still be read by a backup. Throws `DataDirectoryError` when another process has it or it
 * cannot be written.
 */
export function lockDataDirectory(directory: string): { release: () => void } {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new DataDirectoryError(
      `DATA_DIR: ${directory} cannot be written (${describe(error)}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
  let lock: Database.Database | undefined;
  try {
    lock = new Database(path.join(directory, "process.lock"), { timeout: 0 });
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new DataDirectoryError(
        `DATA_DIR: ${directory} is in use by another Soundcheck. Stop that one, or set DATA_DIR to another folder.`,
      );
    }
    throw new DataDirectoryError(`DATA_DIR: ${directory} cannot be used (${describe(error)}).`);
  }
  const held = lock;
  return { release: () => void held.close() };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
