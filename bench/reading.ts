import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { detectMedia } from "@/lib/audio/detect";
import { measureAudio } from "@/lib/audio/measure";
import { BenchApp, watch } from "./app";
import { median } from "./load";
import type { Measure } from "./table";

const SECONDS = 12_600;
const POLL_MS = 250;
const ROUNDS = 3;
/** As many as a recording gets. */
const MAX_PEAKS = 48_000;
const DECODE_LIMIT_MS = 10 * 60_000;

function ffmpeg(...args: string[]): number {
  const startedAt = performance.now();
  execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", ...args]);
  return performance.now() - startedAt;
}

/** Three and a half hours of MP3: its peaks, and the whole way from its first byte until it is ready, beside decoding it once. */
export async function benchReading(folder: string): Promise<Measure[]> {
  const file = path.join(folder, "long.mp3");
  ffmpeg("-f", "lavfi", "-i", `aevalsrc=0.3*sin(440*2*PI*t)*abs(sin(t)):s=44100:d=${SECONDS}`, "-b:a", "128k", file);
  const { format } = await detectMedia(file);
  if (format === undefined) throw new Error("The MP3 is not known as one.");
  const [plainMs, peaksMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    plainMs.push(ffmpeg("-i", file, "-f", "null", "-"));
    const startedAt = performance.now();
    await measureAudio(file, { format, maxPeaks: MAX_PEAKS, signal: new AbortController().signal, limitMs: DECODE_LIMIT_MS, tolerant: true });
    peaksMs.push(performance.now() - startedAt);
  }
  const bytes = readFileSync(file);
  const app = await BenchApp.start(path.join(folder, "reading"));
  const location = await app.announce(bytes.length, "long.mp3");
  const { durationMs, growthMb } = await watch(app.pid, async () => {
    await app.send(location, [bytes], bytes.length);
    while ((await app.recordings())[0]?.state !== "ready") await pause(POLL_MS);
  });
  await app.end();
  const beside = "decoding it once with ffmpeg";
  const what = `3 h 30 min of MP3 (${Math.round(bytes.length / 1024 ** 2)} MB)`;
  return [
    { what: `${what}: duration and peaks`, measured: median(peaksMs), beside, plain: median(plainMs), unit: "ms" },
    { what: `${what}: from the first byte until it is ready`, measured: durationMs, beside, plain: median(plainMs), unit: "ms" },
    { what: "the same: growth of the server", measured: growthMb, beside: "the file itself", plain: bytes.length / 1024 ** 2, unit: "MB" },
  ];
}
