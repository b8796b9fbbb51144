import "server-only";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { detectAudio } from "@/lib/audio/detect";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import { reachedFromHere } from "@/lib/local-engine/reach";
import type { TranscriptionJob } from "@/lib/local-engine/request";
import { withScratchFile } from "@/lib/storage/scratch";
import { recognizeSpeech } from "./recognize";
import { type ResultObject, toResultObject } from "./result-object";

/** The document's limit: 200 × 1024² bytes. */
const MAX_BYTES = 200 * 1024 * 1024;
const FETCH_LIMIT_MS = 15 * 60 * 1000;
/** The document's types; audio/x-wav is audio/wav. */
const TYPES: ReadonlySet<string> = new Set(["audio/mpeg", "audio/wav", "audio/aac", "audio/mp4", "audio/ogg"]);

/**
 * Does a speech-to-text job: fetches the recording and gives what was said in the document's form. Rejects with an
 * `AppError` 422, whose sentence names the input, for a recording that cannot be had or is none of the document's types.
 */
export async function transcribe(job: TranscriptionJob, signal: AbortSignal): Promise<ResultObject> {
  return withScratchFile(async (file) => {
    await fetchRecording(job.audioUrl, file, signal);
    const format = await detectAudio(file);
    if (format === undefined || !TYPES.has(format.contentType)) {
      throw refusal("not_audio", "This file is none of the types that are taken: mp3, wav, aac, mp4 and ogg.");
    }
    const { words, speakers } = await naming(() => recognizeSpeech(file, { format, diarize: job.diarize, signal }));
    return toResultObject(words, speakers, job);
  });
}

async function fetchRecording(url: string, file: string, signal: AbortSignal): Promise<void> {
  const response = await naming(() =>
    guardedFetch(reachedFromHere(url), {
      allowOrigins: [env().loopbackUrl, ...env().fetchAllowOrigins],
      maxBytes: MAX_BYTES,
      totalTimeoutMs: FETCH_LIMIT_MS,
      signal,
    }),
  );
  try {
    if (response.status !== 200) throw refusal("not_found", `Its server answered ${response.status}.`);
    await naming(() => pipeline(response.body, createWriteStream(file), { signal }));
  } finally {
    response.dispose();
  }
}

/** Puts the name of the input before the sentence of a refusal. */
async function naming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code !== "program_missing") throw refusal(error.code, error.message, error);
    throw error;
  }
}

function refusal(code: string, sentence: string, cause?: unknown): AppError {
  return new AppError(422, { code, message: `input.audio_url: ${sentence}`, field: "audio_url" }, cause);
}
