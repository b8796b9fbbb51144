import "server-only";
import { convertToRendition, RENDITION, renditionBitRate } from "@/lib/audio/convert";
import { detectMedia, type MediaFormat } from "@/lib/audio/detect";
import { measureAudio } from "@/lib/audio/measure";
import { hasConstantBitRate, probe } from "@/lib/audio/probe";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { AppError } from "@/lib/http/app-error";
import { log } from "@/lib/log";
import { announceRecording, PREPARE_WORK, refuse, SETTLED_WORK } from "@/lib/recordings/arrival";
import { VENDOR_MAX_BYTES } from "@/lib/recordings/limits";
import { type Findings, findRecording, markReady, type RecordingFileRow, type RecordingRow } from "@/lib/recordings/store";
import { cutShortNotice, type Suitability, suitsPlayer, suitsVendor } from "@/lib/recordings/suitability";
import { arrivals } from "@/lib/storage/arrivals";
import { keepFile, type KeptFile, keepJson } from "@/lib/storage/keep-file";
import { storageHealth } from "@/lib/storage/health";
import { withScratchFile } from "@/lib/storage/scratch";
import { storage } from "@/lib/storage/storage";
import { wakeWork, type WorkHandler } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/** At most about 200 kB of JSON, however long the recording is. */
const MAX_PEAKS = 48_000;
const DECODE_LIMIT_MS = 60 * 60 * 1000;

/** Reads recordings that have arrived: what they are, how long, what they look like; and converts what must be. */
export const prepareHandler: WorkHandler = {
  kind: PREPARE_WORK,
  concurrency: 2,
  leaseMs: 4 * 60 * 60 * 1000,
  run: async (work, signal) => {
    const recording = await findRecording(database(), work.subjectId);
    if (recording?.state !== "preparing") {
      // Of a run that died between its commit and this.
      if (recording?.state !== "arriving") await arrivals().remove(work.subjectId);
      return undefined;
    }
    try {
      await arrivals().withFile(recording.id, originalKey(recording.id), (file) => prepare(recording, file, signal));
      await arrivals().remove(recording.id);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500 || signal.aborted) throw error;
      // A program that could not write says no more than that it failed.
      if ((await storageHealth()) !== undefined) throw error;
      log.info({ err: error, recordingId: recording.id }, "recording refused");
      await refuse(recording, error.toProblem());
      await arrivals().remove(recording.id);
    }
    if ((await findRecording(database(), recording.id)) === undefined) {
      // Deleted meanwhile: its folder went before the last of the files came.
      await arrivals().remove(recording.id);
      await storage().removeFolder(recordingFolder(recording.id));
    }
    return undefined;
  },
};

/** The folder of the storage that holds a recording's files and nothing else. */
export function recordingFolder(recordingId: string): string {
  return `recordings/${recordingId}`;
}

async function prepare(recording: RecordingRow, file: string, signal: AbortSignal): Promise<void> {
  const { format, label } = await detectMedia(file);
  if (format === undefined) throw notARecording(label);
  const probed = await probe(file, { format, signal });
  const measured = await measureAudio(file, { format, maxPeaks: MAX_PEAKS, signal, limitMs: DECODE_LIMIT_MS, tolerant: true });
  const about: Suitability = {
    ...probed,
    contentType: format.contentType,
    sizeBytes: recording.size_bytes ?? 0,
    durationMs: measured.durationMs,
    constantBitRate: format.contentType === "audio/mpeg" && (await hasConstantBitRate(file, { format, signal })),
  };
  const findings: Findings = {
    format: probed.hasVideo ? `${format.label} video` : format.label,
    channels: probed.channels,
    duration_ms: measured.durationMs,
    size_bytes: recording.size_bytes,
    original_suits_vendor: suitsVendor(about) ? 1 : 0,
    original_suits_player: suitsPlayer(about) ? 1 : 0,
    notice: cutShortNotice(probed.claimedDurationMs, measured.durationMs),
  };
  const folder = recordingFolder(recording.id);
  const files: RecordingFileRow[] = [];
  const add = (role: RecordingFileRow["role"], contentType: string, kept: KeptFile) =>
    files.push({
      recording_id: recording.id,
      role,
      storage_key: kept.storageKey,
      content_type: contentType,
      size_bytes: kept.sizeBytes,
      sha256: kept.sha256,
      created_at: databaseNow(),
    });
  if (findings.original_suits_vendor === 0 || findings.original_suits_player === 0) {
    add("rendition", RENDITION.contentType, await convert(file, { format, channels: probed.channels, durationMs: measured.durationMs, storageKey: `${folder}/rendition.${RENDITION.extension}`, signal }));
  }
  add("peaks", "application/json", await keepJson(`${folder}/peaks.json`, measured));
  add("original", format.contentType, await keepFile(originalKey(recording.id), file));
  await finish(recording, findings, files);
}

async function convert(
  file: string,
  { format, channels, durationMs, storageKey, signal }: { format: MediaFormat; channels: number; durationMs: number; storageKey: string; signal: AbortSignal },
): Promise<KeptFile> {
  return withScratchFile(async (scratch) => {
    const bitRate = renditionBitRate(durationMs, channels, VENDOR_MAX_BYTES);
    await convertToRendition(file, scratch, { format, channels, bitRate, signal });
    return keepFile(storageKey, scratch);
  });
}

function originalKey(recordingId: string): string {
  return `${recordingFolder(recordingId)}/original`;
}

function notARecording(label: string | undefined): AppError {
  const what = label === undefined ? "This is not a sound file that can be recognised" : `This is a ${label} file, not a recording`;
  return new AppError(422, { code: "not_a_recording", message: `${what}, whatever its name says. Choose an audio or video file.` });
}

/** Commits the files and that the recording is ready, together with the word to the tasks that wait for it. */
async function finish(recording: RecordingRow, findings: Findings, files: readonly RecordingFileRow[]): Promise<void> {
  const ready = await transact(async (transaction) => {
    if (!(await markReady(transaction, recording.id, findings, files))) return false;
    await enqueueWork(transaction, { kind: SETTLED_WORK, subjectId: recording.id, runAt: databaseNow() });
    return true;
  });
  if (!ready) return;
  wakeWork(SETTLED_WORK);
  announceRecording(recording, { state: "ready", format: findings.format, durationMs: findings.duration_ms });
}
