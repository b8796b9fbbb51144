import "server-only";
import { database } from "@/lib/database/database";
import { notFound } from "@/lib/http/route";
import { type ServedFile, toServedFile } from "@/lib/media/media-response";
import { recordingPart, requireRecording } from "@/lib/recordings/owned";
import { type FileRow, filesOf } from "@/lib/tasks/store";
import { readTask } from "@/lib/tasks/view";

/** Parts of a task that are served; the vendor's own result of a take stays on the server. */
const RESULT_PARTS: readonly string[] = ["audio", "peaks", "words", "transcript"] satisfies FileRow["role"][];

/** A file of an owner's task, or of its recording. Throws `not_found` when it is not there or not theirs. */
export async function requireTaskFile(ownerId: string, taskId: string, part: string, download: boolean): Promise<ServedFile> {
  const task = await readTask(ownerId, taskId);
  if (task === undefined) throw notFound();
  const fileName = part === "original" && task.kind === "transcription" ? task.recording.name : task.audio?.fileName;
  const file =
    task.kind === "transcription" && part !== "transcript"
      ? await recordingPart(await requireRecording(database(), ownerId, task.recording.id), part)
      : await resultPart(taskId, part);
  if (file === undefined) throw notFound();
  return toServedFile(file, download ? fileName : undefined);
}

async function resultPart(taskId: string, part: string): Promise<FileRow | undefined> {
  if (!RESULT_PARTS.includes(part)) return undefined;
  return (await filesOf(database(), [taskId])).find((file) => file.role === part);
}
