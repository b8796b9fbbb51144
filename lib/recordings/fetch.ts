import "server-only";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import { FetchError } from "@/lib/http/guarded-fetch-error";
import { log } from "@/lib/log";
import { arrived, FETCH_WORK, refuse } from "@/lib/recordings/arrival";
import { formatBytes } from "@/lib/recordings/naming";
import { findRecording, type RecordingRow } from "@/lib/recordings/store";
import { receivedBytes, removeUpload, uploadFile } from "@/lib/storage/upload-folder";
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
      await download(recording.source_url, uploadFile(recording.id), signal);
      const sizeBytes = (await receivedBytes(recording.id)) ?? 0;
      if (sizeBytes === 0) throw new AppError(422, { code: "empty_file", message: "The URL answered with an empty file." });
      await arrived(recording, sizeBytes);
      if ((await findRecording(database(), recording.id)) === undefined) await removeUpload(recording.id);
      return undefined;
    } catch (error) {
      await removeUpload(recording.id);
      if (!(error instanceof AppError) || signal.aborted) throw error;
      return fetchFailed(recording, error, work.attempts);
    }
  },
};

async function download(url: string, target: string, signal: AbortSignal): Promise<void> {
  const response = await guardedFetch(url, {
    allowOrigins: env().fetchAllowOrigins,
    maxBytes: env().maxRecordingBytes,
    totalTimeoutMs: FETCH_LIMIT_MS,
    signal,
  });
  if (response.status !== 200) {
    response.dispose();
    const message = `The URL answered with HTTP ${response.status} instead of a recording. Check that it can be opened without signing in.`;
    throw new AppError(response.status >= 500 ? 502 : 422, { code: "url_refused", message });
  }
  await pipeline(response.body, createWriteStream(target));
}

async function fetchFailed(recording: RecordingRow, error: AppError, attempts: number): Promise<WorkResult> {
  log.info({ err: error, recordingId: recording.id, attempts }, "recording not fetched");
  const mayPass = error instanceof FetchError ? ["connection_failed", "timeout"].includes(error.code) : error.status >= 500;
  if (mayPass && attempts < FETCH_TRIES) return { againAt: Date.now() + env().workRetryMs * 2 ** attempts };
  const message =
    error.code === "too_large" ? `What the URL leads to is over the limit of ${formatBytes(env().maxRecordingBytes)}.` : `The URL could not be fetched. ${error.message}`;
  await refuse(recording, { code: error.code, message: error.code === "url_refused" ? error.message : message, field: "audioUrl" });
  return undefined;
}
