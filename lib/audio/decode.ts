import "server-only";
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { MediaFormat } from "@/lib/audio/detect";
import { requireProgram } from "@/lib/audio/programs";
import { untrustedInput } from "@/lib/audio/run-program";
import { AppError } from "@/lib/http/app-error";
import { yieldPriority } from "@/lib/yield-priority";

interface DecodeOptions {
  readonly format: MediaFormat;
  readonly sampleRate: number;
  /** Whether a damaged file is decoded as far as it can be, instead of being refused. */
  readonly tolerant?: boolean;
  /** What comes after it in the file is left out. */
  readonly maxSeconds?: number;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Decodes a file that nobody vouches for, streaming: `take` gets its first audio track as 16-bit little-endian mono
 * samples and must read them to their end. Rejects with `AppError` `not_audio` when it cannot be decoded,
 * `program_missing` without ffmpeg.
 */
export async function decodeAudio(
  file: string,
  { format, sampleRate, tolerant = false, maxSeconds, limitMs, signal }: DecodeOptions,
  take: (samples: Readable) => Promise<void>,
): Promise<void> {
  const decoder = spawn(
    requireProgram("ffmpeg"),
    [
      ["-nostdin", "-v", "error", ...(tolerant ? [] : ["-xerror"]), ...untrustedInput(file, format.demuxer)],
      ["-map", "0:a:0", "-vn", "-ac", "1", "-ar", String(sampleRate)],
      maxSeconds === undefined ? [] : ["-t", String(maxSeconds)],
      ["-f", "s16le", "pipe:1"],
    ].flat(),
    { stdio: ["ignore", "pipe", "pipe"], signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]), killSignal: "SIGKILL" },
  );
  yieldPriority(decoder);
  const ended = new Promise<number | null>((resolve, reject) => {
    decoder.once("error", reject);
    decoder.once("close", resolve);
  });
  let complaint = "";
  decoder.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
  try {
    const [exitCode] = await Promise.all([ended, take(decoder.stdout)]);
    if (exitCode !== 0 && !tolerant) throw new AppError(422, { code: "not_audio", message: "This file holds no sound that can be decoded." }, complaint);
  } finally {
    decoder.kill("SIGKILL");
  }
}
