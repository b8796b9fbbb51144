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
/** The numbers of an AU file: magic, length of the header, unknown length of the data, 32-bit floats. */
const AU_HEADER = [0x2e736e64, 24, 0xffffffff, 6];
const MONO = 1;
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
    ["-f", "au", "-i", "pipe:0", "-af", `alimiter=limit=${PEAK_LIMIT}:level=disabled`],
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
    await pipeline(Readable.from(auFile(made)), child.stdin).catch(() => undefined);
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

/** Sound at another level as an AU file of 32-bit floats, which go beyond full scale without being cut, piece by piece. */
function* auFile({ wave: { sampleRate, samples }, gainDb }: Levelled): Generator<Buffer> {
  const header = Buffer.alloc(24);
  [...AU_HEADER, sampleRate, MONO].forEach((number, index) => header.writeUInt32BE(number, 4 * index));
  yield header;
  const factor = Math.fround(10 ** (gainDb / 20));
  for (let start = 0; start < samples.length; start += SLICE_LENGTH) {
    const slice = samples.subarray(start, start + SLICE_LENGTH);
    // An AU file has the high byte first.
    yield Buffer.from(Float32Array.from(slice, (sample) => (sample / FULL_SCALE) * factor).buffer).swap32();
  }
}
