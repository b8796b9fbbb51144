import "server-only";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import type { ServedFile } from "@/lib/media/media-response";
import { type FileRow, filesOf } from "@/lib/tasks/store";
import { readTask } from "@/lib/tasks/view";

/** Parts of a task that are served; the vendor's own result stays on the server. */
const SERVED_PARTS: readonly string[] = ["audio", "peaks", "words"] satisfies FileRow["role"][];

/** A file of an owner's task. Throws `not_found` when it is not there or not theirs. */
export async function requireTaskFile(ownerId: string, taskId: string, part: string, download: boolean): Promise<ServedFile> {
  const task = SERVED_PARTS.includes(part) ? await readTask(ownerId, taskId) : undefined;
  if (task === undefined) throw notFound();
  const file = (await filesOf(database(), [taskId])).find((candidate) => candidate.role === part);
  if (file === undefined) throw notFound();
  return toServedFile(file, download && task.audio !== null ? task.audio.fileName : undefined);
}

/** What of a file's row its bytes are served with. */
export function toServedFile(file: FileRow, downloadName: string | undefined): ServedFile {
  return {
    storageKey: file.storage_key,
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    sha256: file.sha256,
    ...(downloadName === undefined ? {} : { downloadName }),
  };
}
