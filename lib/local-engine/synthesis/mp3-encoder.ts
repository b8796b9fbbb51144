import "server-only";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import type { Wave } from "./wave";

const TIME_LIMIT_MS = 120_000;
const OUTPUT_SAMPLE_RATE = 44_100;
const BIT_RATE = "96k";
/** Highest amplitude before encoding, which may add a little: −1.5 dBFS. */
const PEAK_LIMIT = 0.84;

/**
 * Encodes mono sound as MP3 (44.1 kHz, 96 kb/s) after changing its level by `gainDb`, with peaks limited. The file
 * says how long it is without encoder delay and padding, for which ffmpeg must be able to go back in it: so it goes
 * through a file in `scratchDir`, which is removed in any case. Rejects when ffmpeg fails, takes over two minutes, or
 * `signal` is aborted, which ends it.
 */
export async function encodeMp3(
  wave: Wave,
  gainDb: number,
  { ffmpegFile, scratchDir }: { readonly ffmpegFile: string; readonly scratchDir: string },
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const outputFile = path.join(scratchDir, `${randomUUID()}.mp3`);
  const options = [
    ["-hide_banner", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "pipe"],
    ["-f", "s16le", "-ar", String(wave.sampleRate), "-ac", "1", "-i", "pipe:0"],
    ["-af", `volume=${gainDb.toFixed(2)}dB,alimiter=limit=${PEAK_LIMIT}:level=disabled`],
    ["-ar", String(OUTPUT_SAMPLE_RATE), "-c:a", "libmp3lame", "-b:a", BIT_RATE, "-bitexact", "-f", "mp3", outputFile],
  ].flat();
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  const child = spawn(ffmpegFile, options, {
    stdio: ["pipe", "ignore", "pipe"],
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    killSignal: "SIGKILL",
  });
  try {
    const closed = once(child, "close") as Promise<[exitCode: number | null]>;
    const { buffer, byteOffset, byteLength } = wave.samples;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const [[exitCode], complaint] = await Promise.all([
      closed,
      text(child.stderr),
      // A process that ends early closes its input; why is what its exit code and its complaint say.
      pipeline(Readable.from(slices(bytes)), child.stdin).catch(() => undefined),
    ]);
    if (exitCode !== 0) throw new Error(`ffmpeg ended with ${exitCode ?? "a signal"}: ${complaint.slice(0, 500)}`);
    return new Uint8Array(await readFile(outputFile));
  } finally {
    await rm(outputFile, { force: true });
  }
}

function* slices(bytes: Buffer): Generator<Buffer> {
  const length = 64 * 1024;
  for (let start = 0; start < bytes.byteLength; start += length) yield bytes.subarray(start, start + length);
}
