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
/** In samples. */
const SLICE_LENGTH = 16 * 1024;
const FULL_SCALE = 32_768;
const HEADER_LENGTH = 44;
const IEEE_FLOAT = 3;
const BYTES_PER_SAMPLE = 4;
/** Highest amplitude before encoding, which may add a little: −1.5 dBFS. */
const PEAK_LIMIT = 0.84;

/** Sound, and by how much its level is to change. */
interface Levelled {
  readonly wave: Wave;
  readonly gainDb: number;
}

/**
 * Encodes the mono sound that `make` gives as MP3 (44.1 kHz, 96 kb/s) after changing its level, with peaks limited; ffmpeg is made
 * ready meanwhile. The file says how long it is without encoder delay and padding, for which ffmpeg must be able to go back in
 * it: so it goes through a file in `scratchDir`, which is removed in any case. Gives what was made along with it. Rejects as `make` does, when ffmpeg fails or
 * takes over two minutes, or when `signal` is aborted, which ends it.
 */
export async function encodeMp3<Made extends Levelled>(
  make: () => Promise<Made>,
  { ffmpegFile, scratchDir }: { readonly ffmpegFile: string; readonly scratchDir: string },
  signal?: AbortSignal,
): Promise<{ mp3: Uint8Array<ArrayBuffer>; made: Made }> {
  const outputFile = path.join(scratchDir, `${randomUUID()}.mp3`);
  const options = [
    ["-hide_banner", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "pipe"],
    ["-f", "wav", "-i", "pipe:0", "-af", `alimiter=limit=${PEAK_LIMIT}:level=disabled`],
    ["-ar", String(OUTPUT_SAMPLE_RATE), "-c:a", "libmp3lame", "-b:a", BIT_RATE, "-bitexact", "-f", "mp3", outputFile],
  ].flat();
  const child = spawn(ffmpegFile, options, { stdio: ["pipe", "ignore", "pipe"], ...(signal === undefined ? {} : { signal }), killSignal: "SIGKILL" });
  let failure: unknown;
  child.on("error", (error) => (failure = error));
  // Closed comes in any case, after an error too, and only then is the file no longer written.
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const complaint = text(child.stderr).catch(() => "");
  let limit: NodeJS.Timeout | undefined;
  try {
    const made = await make();
    limit = setTimeout(() => child.kill("SIGKILL"), TIME_LIMIT_MS);
    // A process that ends early closes its input; why it did is what its exit code and its complaint say.
    await pipeline(Readable.from(waveFile(made)), child.stdin).catch(() => undefined);
    const exitCode = await closed;
    signal?.throwIfAborted();
    if (failure !== undefined) throw new Error("ffmpeg could not encode the speech.", { cause: failure });
    if (exitCode !== 0) throw new Error(`ffmpeg ended with ${exitCode ?? "a signal"}: ${(await complaint).slice(0, 500)}`);
    return { mp3: new Uint8Array(await readFile(outputFile)), made };
  } finally {
    clearTimeout(limit);
    child.kill("SIGKILL");
    await closed;
    await rm(outputFile, { force: true });
  }
}

/** Sound at another level as a WAVE file of 32-bit floats, which go beyond full scale without being cut, piece by piece. */
function* waveFile({ wave: { sampleRate, samples }, gainDb }: Levelled): Generator<Buffer> {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(HEADER_LENGTH - 8 + samples.length * BYTES_PER_SAMPLE, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(IEEE_FLOAT, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length * BYTES_PER_SAMPLE, 40);
  yield header;
  const factor = Math.fround(10 ** (gainDb / 20));
  for (let start = 0; start < samples.length; start += SLICE_LENGTH) {
    const slice = samples.subarray(start, start + SLICE_LENGTH);
    yield Buffer.from(Float32Array.from(slice, (sample) => (sample / FULL_SCALE) * factor).buffer);
  }
}
