import "server-only";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import type { Wave } from "./wave";

const TIME_LIMIT_MS = 120_000;
const OUTPUT_SAMPLE_RATE = 44_100;
const BIT_RATE = "96k";
const SLICE_LENGTH = 64 * 1024;
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
    let failure: unknown;
    child.on("error", (error) => (failure = error));
    // Closed comes in any case, after an error too, and only then is the file no longer written.
    const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [exitCode, complaint] = await Promise.all([
      closed,
      text(child.stderr),
      // A process that ends early closes its input; why it did is what its exit code and its complaint say.
      pipeline(Readable.from(slices(wave.samples)), child.stdin).catch(() => undefined),
    ]);
    signal?.throwIfAborted();
    if (failure !== undefined) throw new Error("ffmpeg could not encode the speech.", { cause: failure });
    if (exitCode !== 0) throw new Error(`ffmpeg ended with ${exitCode ?? "a signal"}: ${complaint.slice(0, 500)}`);
    return new Uint8Array(await readFile(outputFile));
  } finally {
    await rm(outputFile, { force: true });
  }
}

function* slices({ buffer, byteOffset, byteLength }: Int16Array<ArrayBuffer>): Generator<Buffer> {
  for (let start = 0; start < byteLength; start += SLICE_LENGTH) {
    yield Buffer.from(buffer, byteOffset + start, Math.min(SLICE_LENGTH, byteLength - start));
  }
}
