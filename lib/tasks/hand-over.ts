import "server-only";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import type { VendorFailure } from "@/lib/kie/codes";
import { log } from "@/lib/log";
import { extensionFor, signedLink } from "@/lib/recordings/signed-link";
import { fileFor, findRecording, noteVendorUrl, recordingFilesOf, type RecordingRow } from "@/lib/recordings/store";
import { storage } from "@/lib/storage/storage";
import { engine } from "@/lib/tasks/engine";
import { notHandedOver } from "@/lib/tasks/failures";
import { retryPauseMs } from "@/lib/tasks/lifecycle";
import { listWaitingFor } from "@/lib/tasks/list-store";
import { askFor, HAND_OVER_WORK, moveAndAnnounce, SUBMIT_WORK } from "@/lib/tasks/transitions";
import type { WorkHandler, WorkResult } from "@/lib/work/runner";
import type { ClaimedWork } from "@/lib/work/store";

/** The vendor keeps uploads for a day at least; a copy that is older than this is uploaded anew. */
const VENDOR_COPY_LIFE_MS = 12 * 60 * 60 * 1000;
const TRIES = 4;

/**
 * Where the engine gets a recording: from us by a signed link where it can reach us, else from its own file host. Undefined when
 * it first has to be uploaded there.
 */
export async function linkForEngine(recording: RecordingRow): Promise<string | undefined> {
  const now = databaseNow();
  const { callbackBaseUrl } = engine();
  if (callbackBaseUrl !== null) {
    const file = fileFor("vendor", recording, await recordingFilesOf(database(), [recording.id]));
    return file === undefined ? undefined : signedLink(callbackBaseUrl, file, now);
  }
  const fresh = recording.vendor_url_at !== null && now - recording.vendor_url_at < VENDOR_COPY_LIFE_MS;
  return fresh && recording.vendor_url !== null ? recording.vendor_url : undefined;
}

/** Uploads recordings to the vendor's file host, streamed from the storage, under names that nobody can guess. */
export const handOverHandler: WorkHandler = {
  kind: HAND_OVER_WORK,
  concurrency: 2,
  leaseMs: 90 * 60 * 1000,
  run: handOver,
};

async function handOver(work: ClaimedWork, signal: AbortSignal): Promise<WorkResult> {
  const recording = await findRecording(database(), work.subjectId);
  if (recording?.state !== "ready" || (await listWaitingFor(database(), recording.id)).length === 0) return undefined;
  if ((await linkForEngine(recording)) === undefined) {
    const file = fileFor("vendor", recording, await recordingFilesOf(database(), [recording.id]));
    if (file === undefined) return undefined;
    const outcome = await engine().client.uploadFile(
      {
        stream: await storage().read(file.storage_key),
        fileName: `${nanoid(32)}.${extensionFor(file.content_type)}`,
        uploadPath: "soundcheck",
        contentType: file.content_type,
        sizeBytes: file.size_bytes,
      },
      signal,
    );
    if (outcome.outcome !== "uploaded") {
      signal.throwIfAborted();
      log.warn({ recordingId: recording.id, failure: outcome.failure.code, attempt: work.attempts }, "recording not handed over");
      if (outcome.outcome !== "refused" && work.attempts < TRIES) return { againAt: databaseNow() + retryPauseMs(work.attempts, env().workRetryMs) };
      await giveUp(recording, outcome.failure);
      return undefined;
    }
    await noteVendorUrl(database(), recording.id, outcome.fileUrl, databaseNow());
  }
  for (const task of await listWaitingFor(database(), recording.id)) await askFor(SUBMIT_WORK, task.id);
  return undefined;
}

/** Ends the tasks that waited for the upload: nothing was sent for them, so nothing was charged. */
async function giveUp(recording: RecordingRow, failure: VendorFailure): Promise<void> {
  for (const task of await listWaitingFor(database(), recording.id)) {
    const now = databaseNow();
    const why = { ...notHandedOver(failure.code, failure.message), vendorCode: failure.vendorCode, vendorMessage: failure.vendorMessage };
    await moveAndAnnounce(task, { from: ["pending"] }, { state: "fail", failure: why, now, completed_at: now });
  }
}
