import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/http/app-error";
import { type Synthesis, type SynthesisRequest, Synthesizer } from "./synthesizer";
import { startTestSynthesizer } from "./test-synthesizer";
import { voicePresets } from "./voices";

const SAMPLE_RATE = 16_000;
const REQUEST: SynthesisRequest = {
  text: "The old man walked slowly along the river.",
  voice: "Rachel",
  stability: 0.5,
  style: 0,
  speed: 1,
  similarityBoost: 0.75,
  timestamps: false,
};

let folder: string;
let scratchDir: string;
let workerFile: string;
let synthesizer: Synthesizer;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ folder, scratchDir, workerFile, synthesizer, close } = await startTestSynthesizer());
});

afterAll(() => close());

function synthesize(change: Partial<SynthesisRequest> = {}, signal?: AbortSignal): Promise<Synthesis> {
  return synthesizer.synthesize({ ...REQUEST, ...change }, signal);
}

/** The sound as samples between −1 and 1, decoded by ffmpeg as a player would. */
function decode(mp3: Uint8Array): Float32Array {
  // From a file, because ffmpeg leaves out the padding at the end only where it can see the end.
  const file = path.join(folder, `${randomUUID()}.mp3`);
  writeFileSync(file, mp3);
  const options = ["-v", "error", "-i", file, "-f", "f32le", "-ac", "1", "-ar", String(SAMPLE_RATE), "pipe:1"];
  const { stdout, status } = spawnSync("ffmpeg", options, { maxBuffer: 100_000_000 });
  expect(status).toBe(0);
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
}

/** Median fundamental frequency in Hz: the best normalised autocorrelation of each voiced frame. */
function medianPitchHz(samples: Float32Array): number {
  const length = 512;
  const pitches: number[] = [];
  for (let start = 0; start + 2 * length <= samples.length; start += 2 * length) {
    const frame = samples.subarray(start, start + length);
    if (rootMeanSquare(frame) < 0.03) continue;
    let best = { correlation: 0.85, lag: 0 };
    for (let lag = Math.floor(SAMPLE_RATE / 320); lag <= SAMPLE_RATE / 70; lag += 1) {
      let product = 0;
      let energy = 0;
      for (const [index, sample] of frame.entries()) {
        const shifted = samples[start + index + lag] ?? 0;
        product += sample * shifted;
        energy += shifted ** 2;
      }
      const correlation = product / Math.sqrt(energy * rootMeanSquare(frame) ** 2 * length);
      if (correlation > best.correlation * 1.02) best = { correlation, lag };
    }
    if (best.lag > 0) pitches.push(SAMPLE_RATE / best.lag);
  }
  return pitches.sort((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? 0;
}

/** How often the sound crosses zero, per second: rises with the resonances of the voice. */
function zeroCrossingsPerSecond(samples: Float32Array): number {
  let crossings = 0;
  for (let index = 1; index < samples.length; index += 1) {
    if ((samples[index] ?? 0) >= 0 !== (samples[index - 1] ?? 0) >= 0) crossings += 1;
  }
  return (crossings / samples.length) * SAMPLE_RATE;
}

describe("Synthesizer", () => {
  it("gives audible speech of the length it says, without clipping, and leaves no file behind", async () => {
    const { mp3, durationMs, words } = await synthesize();
    const samples = decode(mp3);
    expect(Math.abs(samples.length / SAMPLE_RATE - durationMs / 1000)).toBeLessThan(0.002);
    expect(durationMs).toBeGreaterThan(2000);
    expect(durationMs).toBeLessThan(5000);
    expect(rootMeanSquare(samples)).toBeGreaterThan(0.05);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(1);
    expect(words).toEqual([]);
    expect(await readdir(scratchDir)).toEqual([]);
  });

  it("gives equal files for equal requests", async () => {
    const [first, second] = await Promise.all([synthesize({ timestamps: true }), synthesize({ timestamps: true })]);
    expect(second).toEqual(first);
    expect((await synthesize({ timestamps: true })).mp3).toEqual((await synthesize({ timestamps: false })).mp3);
  });

  it("times every word as it was written, in order and within the duration", async () => {
    const text = "“Well,” he said — it’s 42 degrees… 🎉\n\nDr. Brontë paid $5.50 in St. Louis!";
    const { words, durationMs } = await synthesize({ text, timestamps: true });
    expect(words.map((word) => word.text)).toEqual(
      ["“Well,”", "he", "said —", "it’s", "42", "degrees… 🎉", "Dr.", "Brontë", "paid", "$5.50", "in", "St.", "Louis!"],
    );
    let previousEndMs = 1;
    for (const { startMs, endMs } of words) {
      expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
      expect(startMs).toBeGreaterThanOrEqual(previousEndMs);
      expect(endMs).toBeGreaterThan(startMs);
      previousEndMs = endMs;
    }
    expect(previousEndMs).toBeLessThanOrEqual(durationMs);
  });

  it("speaks a text of several passages, with the pause of a paragraph", async () => {
    const { words } = await synthesize({ text: "One two three.\n\nFour five six.", timestamps: true });
    expect(words).toHaveLength(6);
    expect((words[3]?.startMs ?? 0) - (words[2]?.endMs ?? 0)).toBeGreaterThan(600);
  });

  it.each(["Jessica", "Eric", "George", "Bill"])("speaks as fast as it is told as %s", async (voice) => {
    const [slow, normal, fast] = await Promise.all([0.7, 1, 1.2].map((speed) => synthesize({ voice, speed })));
    expect(((slow?.durationMs ?? 0) / (normal?.durationMs ?? 1)) * 0.7).toBeCloseTo(1, 1);
    expect(((fast?.durationMs ?? 0) / (normal?.durationMs ?? 1)) * 1.2).toBeCloseTo(1, 1);
  });

  it("has 21 voices that differ in pitch, in resonance, or in tempo, and are equally loud", async () => {
    const voices = await Promise.all(
      [...voicePresets.keys()].map(async (voice) => {
        const { mp3, durationMs } = await synthesize({ voice, text: "We were away a year ago." });
        const samples = decode(mp3);
        const features = [medianPitchHz(samples), zeroCrossingsPerSecond(samples), durationMs];
        return { voice, features, level: rootMeanSquare(samples) };
      }),
    );
    const alike: string[] = [];
    for (const [index, one] of voices.entries()) {
      for (const other of voices.slice(index + 1)) {
        const differences = one.features.map((value, feature) => Math.abs(Math.log(value / (other.features[feature] ?? 1))));
        if (Math.hypot(...differences) < 0.08) alike.push(`${one.voice} ${other.voice}: ${differences.join(" ")}`);
      }
    }
    expect(alike).toEqual([]);
    const levels = voices.map(({ level }) => level);
    expect(20 * Math.log10(Math.max(...levels) / Math.min(...levels))).toBeLessThan(4);
  });

  it("refuses text that cannot be spoken, with a sentence about it", async () => {
    for (const text of ["🎉🎉", "你好，世界。", "... — ?!", "   "]) {
      await expect(synthesize({ text })).rejects.toMatchObject({
        name: AppError.name,
        status: 422,
        code: "unspeakable_text",
        message: expect.stringContaining("English only") as string,
      });
    }
  });

  it("refuses a voice that it does not have", async () => {
    await expect(synthesize({ voice: "Nobody" })).rejects.toMatchObject({ status: 422, code: "unknown_voice" });
  });

  it("stops when it is aborted, and works on", async () => {
    const controller = new AbortController();
    const aborted = synthesize({ text: "This is a sentence of a longer text. ".repeat(60) }, controller.signal);
    controller.abort(new Error("changed my mind"));
    await expect(aborted).rejects.toThrow("changed my mind");
    expect((await synthesize()).durationMs).toBeGreaterThan(2000);
    expect(await readdir(scratchDir)).toEqual([]);
  });

  it("fails the request during which the worker dies, and serves the next", async () => {
    const mortalFile = path.join(folder, "mortal-worker.mjs");
    // Dies with its first question, once; the thread that is started after it is the real one.
    await writeFile(
      mortalFile,
      `import { existsSync, writeFileSync } from "node:fs";
       import { parentPort } from "node:worker_threads";
       const died = new URL("died", import.meta.url);
       if (existsSync(died)) await import("./synthesis-worker.mjs");
       else parentPort.once("message", () => { writeFileSync(died, ""); process.exit(3); });`,
    );
    const mortal = new Synthesizer({ workerFile: mortalFile, ffmpegFile: "ffmpeg", scratchDir });
    try {
      await expect(mortal.synthesize(REQUEST)).rejects.toThrow("ended with 3");
      expect((await mortal.synthesize(REQUEST)).durationMs).toBeGreaterThan(2000);
    } finally {
      await mortal.close();
    }
    await expect(mortal.synthesize(REQUEST)).rejects.toThrow("closed");
  });

  it("says when ffmpeg is not there or fails", async () => {
    for (const ffmpegFile of [path.join(folder, "no-such-program"), "false"]) {
      const broken = new Synthesizer({ workerFile, ffmpegFile, scratchDir });
      try {
        await expect(broken.synthesize(REQUEST)).rejects.toThrow("ffmpeg");
      } finally {
        await broken.close();
      }
    }
  });
});
