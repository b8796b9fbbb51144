import "server-only";
import type { MediaFormat } from "@/lib/audio/detect";
import { runProgram, untrustedInput } from "@/lib/audio/run-program";
import { AppError } from "@/lib/http/app-error";

/** What conversions make: the vendor takes it, every browser plays it, and its index finds any time exactly. */
export const RENDITION = { contentType: "audio/mp4", extension: "m4a" } as const;

const CONVERT_LIMIT_MS = 2 * 60 * 60 * 1000;

/** The bit rate for a rendition, in kb/s: good for speech, and less where the whole would be over `maxBytes`. */
export function renditionBitRate(durationMs: number, channels: number, maxBytes: number): number {
  const fits = Math.floor((maxBytes * 0.95 * 8) / Math.max(durationMs, 1));
  return Math.max(8, Math.min(channels > 1 ? 128 : 80, fits));
}

interface ConvertOptions {
  readonly format: MediaFormat;
  readonly channels: number;
  readonly bitRate: number;
  /** The part that is wanted, in milliseconds: cut to the sample, with nothing of what is before or after it. */
  readonly part?: { readonly startMs: number; readonly endMs: number };
  readonly signal: AbortSignal;
}

/**
 * Writes the first sound track of a file to `target` as M4A (AAC), and nothing else that the file holds: no tags, pictures or
 * chapters. Rejects with `AppError` `not_converted`.
 */
export async function convertToRendition(file: string, target: string, { format, channels, bitRate, part, signal }: ConvertOptions): Promise<void> {
  const { exitCode, complaint } = await runProgram(
    "ffmpeg",
    [
      "-nostdin", "-v", "error",
      ...(part === undefined ? [] : ["-ss", seconds(part.startMs)]), ...untrustedInput(file, format.demuxer),
      ...(part === undefined ? [] : ["-t", seconds(part.endMs - part.startMs)]),
      "-map", "0:a:0", "-vn", "-map_metadata", "-1", "-map_chapters", "-1", "-ac", bitRate < 48 ? "1" : String(Math.min(channels, 2)),
      ...(bitRate < 48 ? ["-ar", "16000"] : []),
      "-c:a", "aac", "-b:a", `${bitRate}k`, "-movflags", "+faststart", "-f", "ipod", target,
    ],
    { limitMs: CONVERT_LIMIT_MS, signal },
  );
  if (exitCode !== 0) {
    throw new AppError(422, { code: "not_converted", message: "The sound in this file could not be converted. Save it as MP3 or WAV and try again." }, complaint);
  }
}

function seconds(timeMs: number): string {
  return (timeMs / 1000).toFixed(3);
}
