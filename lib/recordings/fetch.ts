import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import { FetchError } from "@/lib/http/guarded-fetch-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { requireOwnerRoom } from "@/lib/limits/costs";
import { DEFAULT_LOCALE, formatsFor } from "@/lib/locale/formats";
import { log } from "@/lib/log";
import { arrived, FETCH_WORK, refuse } from "@/lib/recordings/arrival";
import { findRecording, type RecordingRow } from "@/lib/recordings/store";
import { arrivals } from "@/lib/storage/arrivals";
import { readDisk, requireRoom } from "@/lib/storage/room";
import type { WorkHandler, WorkResult } from "@/lib/work/runner";

const FETCH_LIMIT_MS = 60 * 60 * 1000;
const FETCH_TRIES = 3;

/** Fetches the recordings that people named by a URL, under the guards for what a stranger says. */
export const fetchHandler: WorkHandler = {
  kind: FETCH_WORK,
  concurrency: 2,
  leaseMs: FETCH_LIMIT_MS + 60_000,
  run: async (work, signal) => {
    const recording = await findRecording(database(), work.subjectId);
    if (recording?.state !== "arriving" || recording.source_url === null) return undefined;
    try {
      const sizeBytes = await download(recording, recording.source_url, signal);
      if (sizeBytes === 0) throw new AppError(422, { code: "empty_file", message: "The URL answered with an empty file." });
      await arrived(recording, sizeBytes);
      if ((await findRecording(database(), recording.id)) === undefined) await arrivals().remove(recording.id);
      return undefined;
    } catch (error) {
      // Told to stop, this run may not be the one that the recording arrives by any more.
      if (!signal.aborted) await arrivals().remove(recording.id);
      if (!(error instanceof AppError) || signal.aborted || storageProblem(error) !== undefined) throw error;
      return fetchFailed(recording, error, work.attempts);
    }
  },
};

/** Gives how many bytes came. */
async function download(recording: RecordingRow, url: string, signal: AbortSignal): Promise<number> {
  const { maxRecordingBytes, fetchAllowOrigins: allowOrigins } = env();
  const left = await takeOn(recording, null);
  const maxBytes = Math.min(maxRecordingBytes, left);
  try {
    const response = await guardedFetch(url, { allowOrigins, maxBytes, totalTimeoutMs: FETCH_LIMIT_MS, signal });
    try {
      if (response.status !== 200) {
        const message = `The URL answered with HTTP ${response.status} instead of a recording. Check that it can be opened without signing in.`;
        throw new AppError(response.status >= 500 ? 502 : 422, { code: "url_refused", message });
      }
      const declared = Number(response.headers["content-length"] ?? 0);
      if (declared > 0) await takeOn(recording, declared);
      return await arrivals().take(recording.id, response.body);
    } finally {
      response.dispose();
    }
  } catch (error) {
    if (!(error instanceof FetchError) || error.code !== "too_large" || maxBytes === maxRecordingBytes) throw error;
    throw new AppError(507, { code: "storage_full", message: "There is no room here for what the URL leads to. Delete something from the history, or ask whoever runs this app." }, error);
  }
}

/** Counts a recording with the size that it is said to have. Gives the bytes that are left; throws when there are none. */
async function takeOn({ id, owner_id: ownerId }: RecordingRow, sizeBytes: number | null): Promise<number> {
  const disk = await readDisk();
  return transactInTurn("holdings", async (transaction) => {
    await transaction.updateTable("recording").set({ size_bytes: sizeBytes }).where("id", "=", id).where("state", "=", "arriving").execute();
    const ofOwner = await requireOwnerRoom(transaction, ownerId);
    return Math.min(ofOwner, await requireRoom(transaction, disk));
  });
}

async function fetchFailed(recording: RecordingRow, error: AppError, attempts: number): Promise<WorkResult> {
  log.info({ err: error, recordingId: recording.id, attempts }, "recording not fetched");
  const mayPass = error instanceof FetchError ? ["connection_failed", "timeout"].includes(error.code) : error.status >= 500;
  if (mayPass && attempts < FETCH_TRIES) return { againAt: databaseNow() + env().workRetryMs * 2 ** attempts };
  const saysAll = error.code === "url_refused" || error.status === 507;
  const message =
    error.code === "too_large" ? `What the URL leads to is over the limit of ${formatsFor(DEFAULT_LOCALE).bytes(env().maxRecordingBytes)}.` : `The URL could not be fetched. ${error.message}`;
  await refuse(recording, { code: error.code, message: saysAll ? error.message : message, field: "audioUrl" });
  return undefined;
}
