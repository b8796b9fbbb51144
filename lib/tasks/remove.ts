import "server-only";
import { transact } from "@/lib/database/transact";
import { deleteRecordingRow, removeRecordingFiles } from "@/lib/recordings/remove";
import { storage } from "@/lib/storage/storage";
import { taskFolder, type TaskRow } from "@/lib/tasks/store";
import { announce, KEEP_WORK, LOOK_WORK, SUBMIT_WORK } from "@/lib/tasks/transitions";

/** Deletes a task, its work and its files, and its recording when no other task uses that. The rows go first: what a crash then leaves is a file that no row names. */
export async function removeTask(task: TaskRow): Promise<void> {
  const { recording_id: recordingId } = task;
  const recordingRemoved = await transact(async (transaction) => {
    await transaction
      .deleteFrom("work")
      .where("subject_id", "=", task.id)
      .where("kind", "in", [SUBMIT_WORK, LOOK_WORK, KEEP_WORK])
      .execute();
    await transaction.deleteFrom("task").where("id", "=", task.id).execute();
    return recordingId !== null && (await deleteRecordingRow(transaction, recordingId));
  });
  if (recordingRemoved && recordingId !== null) await removeRecordingFiles(recordingId);
  await storage().removeFolder(taskFolder(task.id));
  announce(task, { deleted: true });
}
