import "server-only";
import { spawn } from "node:child_process";
import type { AudioFormat } from "@/lib/audio/detect";
import { PeakMeter, type Peaks } from "@/lib/audio/peaks";
import { requireProgram } from "@/lib/audio/programs";
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
  const decoder = spawn(
    requireProgram("ffmpeg"),
    [
      "-nostdin", "-v", "error", "-xerror", "-protocol_whitelist", "file,pipe", "-f", format.demuxer, "-i", `file:${file}`,
      "-map", "0:a:0", "-vn", "-ac", "1", "-ar", String(SAMPLE_RATE), "-f", "s16le", "pipe:1",
    ],
    { stdio: ["ignore", "pipe", "pipe"], signal: AbortSignal.any([signal, AbortSignal.timeout(DECODE_LIMIT_MS)]), killSignal: "SIGKILL" },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    decoder.once("error", reject);
    decoder.once("close", resolve);
  });
  let complaint = "";
  decoder.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
  const meter = new PeakMeter(SAMPLE_RATE);
  decoder.stdout.on("data", (chunk: Buffer) => meter.add(chunk));
  const exitCode = await ended;
  const measured = meter.finish(maxPeaks);
  if (exitCode !== 0 || measured.durationMs === 0) {
    throw new AppError(422, { code: "not_audio", message: "This file holds no sound that can be decoded." }, complaint);
  }
  return measured;
}
