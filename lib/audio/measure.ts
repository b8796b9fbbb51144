import "server-only";
import { decodeAudio } from "@/lib/audio/decode";
import type { MediaFormat } from "@/lib/audio/detect";
import { PeakMeter, type Peaks } from "@/lib/audio/peaks";
import { AppError } from "@/lib/http/app-error";

/** Enough for speech, and a fifth of the work of full rate. */
const SAMPLE_RATE = 8_000;

export interface MeasureOptions {
  readonly format: MediaFormat;
  readonly maxPeaks: number;
  readonly signal: AbortSignal;
  /** How long it may take. */
  readonly limitMs: number;
  /** Whether a damaged file is measured as far as it can be decoded, instead of being refused. */
  readonly tolerant: boolean;
}

/**
 * Decodes a file once, streaming, for its exact duration and its peaks. Rejects with `AppError` `not_audio` when it
 * cannot be decoded or holds no sound, `program_missing` without ffmpeg.
 */
export async function measureAudio(file: string, { maxPeaks, ...options }: MeasureOptions): Promise<Peaks> {
  const meter = new PeakMeter(SAMPLE_RATE);
  await decodeAudio(file, { ...options, sampleRate: SAMPLE_RATE }, async (samples) => {
    for await (const chunk of samples) meter.add(chunk as Buffer);
  });
  const measured = meter.finish(maxPeaks);
  if (measured.durationMs === 0) {
    throw new AppError(422, { code: "not_audio", message: "This file holds no sound that can be decoded." });
  }
  return measured;
}
