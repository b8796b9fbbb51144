import "server-only";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { detectAudio } from "@/lib/audio/detect";
import { measureAudio } from "@/lib/audio/measure";
import { findProgram } from "@/lib/audio/programs";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import type { JsonObject } from "@/lib/kie/envelope";
import { parseSpeechResult } from "@/lib/kie/result";
import { reachedFromHere } from "@/lib/local-engine/reach";
import { keepFile } from "@/lib/storage/keep-file";
import { withScratchFile } from "@/lib/storage/scratch";
import { engine } from "@/lib/tasks/engine";
import { keepPart, type KeptResult, resultKey, resultRow } from "@/lib/tasks/kept-result";
import type { FileRow, TaskRow } from "@/lib/tasks/store";

/** Far more than the longest text gives at the highest bit rate; a link that gives more is not a speech. */
const AUDIO_MAX_BYTES = 100 * 1024 * 1024;
const AUDIO_FETCH_MS = 5 * 60 * 1000;
const DECODE_LIMIT_MS = 10 * 60 * 1000;
const MAX_PEAKS = 1200;

/**
 * Copies what a speech task made: its audio, peaks and words. Undefined when the result names no audio. Throws `AppError` when the
 * audio cannot be fetched (`not_audio` and `too_large` for good).
 */
export async function keepSpeech(task: TaskRow, value: JsonObject, signal: AbortSignal): Promise<KeptResult | undefined> {
  const result = parseSpeechResult(value);
  if (result === null) return undefined;
  const files = await keepAudio(task, result.audioUrl, signal);
  if (result.words !== null) files.push(await keepPart(task, "words", { words: result.words }));
  files.push(await keepPart(task, "vendor-result", value));
  return { files };
}

async function keepAudio(task: TaskRow, url: string, signal: AbortSignal): Promise<FileRow[]> {
  return withScratchFile(async (scratch) => {
    await download(url, scratch, signal);
    const format = await detectAudio(scratch);
    if (format === undefined) {
      throw new AppError(422, { code: "not_audio", message: "What the link gave is not audio." });
    }
    const measured =
      findProgram("ffmpeg") === undefined
        ? undefined
        : await measureAudio(scratch, { format, maxPeaks: MAX_PEAKS, signal, limitMs: DECODE_LIMIT_MS, tolerant: false });
    const kept = await keepFile(resultKey(task, "audio", format.extension), scratch);
    const audio = resultRow(task, "audio", format.contentType, kept, measured?.durationMs ?? null);
    return measured === undefined ? [audio] : [audio, await keepPart(task, "peaks", measured)];
  });
}

async function download(url: string, target: string, signal: AbortSignal): Promise<void> {
  // Opened first: a stream of its own would make the file at leisure, also after a failure has had it removed.
  const file = await open(target, "wx");
  try {
    const response = await guardedFetch(reachedFromHere(url), {
      allowOrigins: engine().resultOrigins,
      maxBytes: AUDIO_MAX_BYTES,
      totalTimeoutMs: AUDIO_FETCH_MS,
      signal,
    });
    if (response.status !== 200) {
      response.dispose();
      throw new AppError(502, { code: "result_gone", message: `The link to it answered with HTTP ${response.status}.` });
    }
    await pipeline(response.body, file.createWriteStream());
  } finally {
    await file.close();
  }
}
