import "server-only";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { keepJson, type KeptFile } from "@/lib/storage/keep-file";
import { type FileRow, taskFolder, type TaskRow } from "@/lib/tasks/store";

/** The copy of a task's result. */
export interface KeptResult {
  readonly files: readonly FileRow[];
  /** What the history finds it by, where that changes with the result. */
  readonly searchText?: string;
  /** Of a transcript. */
  readonly wordCount?: number;
}

/**
 * The key of a part of a result, by its hash: two tries that got different bytes write different files, so that what a row names is
 * never replaced by what another try got, and the same try after a crash replaces what the first left.
 */
export function resultKey(task: TaskRow, role: FileRow["role"], extension: string): (sha256: string) => string {
  return (sha256) => `${taskFolder(task.id)}/${role}-${sha256.slice(0, 16)}.${extension}`;
}

/** The row of a file that was stored for a task. */
export function resultRow(task: TaskRow, role: FileRow["role"], contentType: string, kept: KeptFile, durationMs: number | null = null): FileRow {
  return {
    id: nanoid(),
    task_id: task.id,
    role,
    storage_key: kept.storageKey,
    content_type: contentType,
    size_bytes: kept.sizeBytes,
    sha256: kept.sha256,
    duration_ms: durationMs,
    created_at: databaseNow(),
  };
}

/** Stores a part of a result as JSON. */
export async function keepPart(task: TaskRow, role: Exclude<FileRow["role"], "audio">, value: unknown): Promise<FileRow> {
  return resultRow(task, role, "application/json", await keepJson(resultKey(task, role, "json"), value));
}
