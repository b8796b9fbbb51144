import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { publishChange } from "@/lib/events/bus";
import { log } from "@/lib/log";
import { findRecording, listInStates, markArrived, markRefused, type RecordingRow } from "@/lib/recordings/store";
import type { Problem } from "@/lib/http/app-error";
import { arrivals } from "@/lib/storage/arrivals";
import { wakeWork } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/** The kinds of work on recordings; the subject is the recording's id. */
export const FETCH_WORK = "fetch-recording";
export const PREPARE_WORK = "prepare-recording";
/** Tells the tasks that wait for a recording that it is ready or refused. */
export const SETTLED_WORK = "recording-settled";

/** Notes that a recording is whole, when it is, and has it prepared. Says whether this call did. May be called again. */
export async function finishArrival(id: string): Promise<boolean> {
  const recording = await findRecording(database(), id);
  const received = await arrivals().receivedBytes(id);
  if (recording?.state !== "arriving" || received === undefined || received !== recording.size_bytes) return false;
  return arrived(recording, received);
}

/** Notes that all bytes of a recording are here, whatever was declared. */
export async function arrived(recording: RecordingRow, sizeBytes: number): Promise<boolean> {
  const done = await transact(async (transaction) => {
    if (!(await markArrived(transaction, recording.id, sizeBytes))) return false;
    await enqueueWork(transaction, { kind: PREPARE_WORK, subjectId: recording.id, runAt: databaseNow() });
    return true;
  });
  if (!done) return false;
  wakeWork(PREPARE_WORK);
  announceRecording(recording, { state: "preparing", sizeBytes });
  return true;
}

/** Refuses a recording, and the tasks that wait for it. */
export async function refuse(recording: RecordingRow, problem: Problem): Promise<void> {
  const refused = await transact(async (transaction) => {
    if (!(await markRefused(transaction, recording.id, problem))) return false;
    await enqueueWork(transaction, { kind: SETTLED_WORK, subjectId: recording.id, runAt: databaseNow() });
    return true;
  });
  if (!refused) return;
  wakeWork(SETTLED_WORK);
  announceRecording(recording, { state: "refused", problem: problem.code });
}

/** Logs a committed change of a recording and tells its owner's pages. */
export function announceRecording(recording: Pick<RecordingRow, "id" | "owner_id">, change: Record<string, unknown>): void {
  log.info({ recordingId: recording.id, ...change }, "recording");
  publishChange({ ownerId: recording.owner_id, recordingId: recording.id });
}

/** Takes up what an earlier life of the process left: whole uploads nobody noted, fetches and preparations that were cut off. */
export async function resumeRecordings(): Promise<void> {
  const now = databaseNow();
  for (const recording of await listInStates(database(), ["arriving", "preparing"])) {
    if (recording.state === "preparing") await enqueueWork(database(), { kind: PREPARE_WORK, subjectId: recording.id, runAt: now });
    else if (recording.origin === "url") await enqueueWork(database(), { kind: FETCH_WORK, subjectId: recording.id, runAt: now });
    else await finishArrival(recording.id);
  }
}
