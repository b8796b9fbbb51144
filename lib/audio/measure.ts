import "server-only";
import { decodeAudio } from "@/lib/audio/decode";
import type { AudioFormat } from "@/lib/audio/detect";
import { PeakMeter, type Peaks } from "@/lib/audio/peaks";
import { AppError } from "@/lib/http/app-error";

/** Enough for speech, and a fifth of the work of full rate. */
const SAMPLE_RATE = 8_000;
const DECODE_LIMIT_MS = 10 * 60 * 1000;

/**
 * Decodes a file once, streaming, for its exact duration and its peaks. Rejects with `AppError` `not_audio` when it
 * cannot be decoded or holds no sound, `program_missing` without ffmpeg.
 */
export async function measureAudio(
  file: string,
  { format, maxPeaks, signal }: { format: AudioFormat; maxPeaks: number; signal: AbortSignal },
): Promise<Peaks> {
  const meter = new PeakMeter(SAMPLE_RATE);
  await decodeAudio(file, { format, sampleRate: SAMPLE_RATE, limitMs: DECODE_LIMIT_MS, signal }, async (samples) => {
    for await (const chunk of samples) meter.add(chunk as Buffer);
  });
  const measured = meter.finish(maxPeaks);
  if (measured.durationMs === 0) {
    throw new AppError(422, { code: "not_audio", message: "This file holds no sound that can be decoded." });
  }
  return measured;
}
