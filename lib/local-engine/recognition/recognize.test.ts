import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { detectAudio } from "@/lib/audio/detect";
import { startTestSynthesizer } from "@/lib/local-engine/synthesis/test-synthesizer";

const SENTENCES: readonly (readonly [voice: string, text: string])[] = [
  ["Rachel", "Good morning everyone, and thank you for joining the weekly planning call."],
  ["Brian", "I finished the report on the new house last night, and sent it to all of you."],
  ["Rachel", "That is great news. Did the numbers match what we expected from the market?"],
  ["Brian", "The cost of transport was a little higher than we thought it would be in March."],
];

vi.stubEnv("DATA_DIR", await mkdtemp(path.join(tmpdir(), "recognition-")));
vi.stubEnv("LOG_LEVEL", "silent");
const { clearScratch, scratchDirectory } = await import("@/lib/storage/scratch");
const { recognizeSpeech } = await import("./recognize");

let speech: Awaited<ReturnType<typeof startTestSynthesizer>>;

beforeAll(async () => {
  await clearScratch();
  speech = await startTestSynthesizer();
});
afterAll(async () => {
  await speech.close();
  await rm(path.dirname(scratchDirectory()), { recursive: true, force: true });
});

/** A file in which a voice says a text, and when it says each word. */
async function speak(voice: string, text: string) {
  const { mp3, words, durationMs } = await speech.synthesizer.synthesize({ text, voice, stability: 0.5, style: 0, speed: 1, similarityBoost: 0.75, timestamps: true });
  const file = path.join(speech.folder, `${crypto.randomUUID()}.mp3`);
  await writeFile(file, mp3);
  return { file, words, durationMs };
}

/** Plays files one after the other, as one WAV file. */
function join(files: readonly string[]): string {
  const file = path.join(speech.folder, `${crypto.randomUUID()}.wav`);
  const inputs = files.flatMap((input) => ["-i", input]);
  const filter = `${files.map((_, index) => `[${index}:a]`).join("")}concat=n=${files.length}:v=0:a=1`;
  execFileSync("ffmpeg", ["-v", "error", ...inputs, "-filter_complex", filter, "-ar", "16000", file]);
  return file;
}

async function recognize(file: string, { diarize = false, signal = new AbortController().signal } = {}) {
  const format = await detectAudio(file);
  if (format === undefined) throw new Error("not audio");
  return recognizeSpeech(file, { format, diarize, signal });
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z']/g, "");

describe("recognizeSpeech", () => {
  it("recognizes most words of a spoken sentence, when they are said", async () => {
    const spoken = await speak("Rachel", SENTENCES.slice(0, 2).map(([, text]) => text).join(" "));
    const { words, speakers } = await recognize(spoken.file);
    expect(speakers).toBeNull();
    let from = 0;
    const heard = spoken.words.filter(({ text, startMs, endMs }) => {
      const found = words.findIndex((word, index) => index >= from && word.text === plain(text) && Math.abs(word.startMs - startMs) <= 150 && Math.abs(word.endMs - endMs) <= 150);
      if (found >= 0) from = found + 1;
      return found >= 0;
    });
    expect(heard.length / spoken.words.length).toBeGreaterThan(0.75);
    expect(words.length).toBeLessThan(spoken.words.length * 1.25);
    expect(words.at(-1)?.endMs).toBeLessThanOrEqual(spoken.durationMs + 50);
    expect(await readdir(scratchDirectory())).toEqual([]);
  }, 120_000);

  it("tells two voices in conversation apart", async () => {
    const turns = [];
    for (const [voice, text] of SENTENCES) turns.push({ voice, ...(await speak(voice, text)) });
    const { words, speakers } = await recognize(join(turns.map(({ file }) => file)), { diarize: true });
    let startMs = 0;
    const voices = turns.map(({ durationMs }, index) => ({ speaker: index % 2, startMs, endMs: (startMs += durationMs) }));
    const right = words.filter((word, index) => {
      const middleMs = (word.startMs + word.endMs) / 2;
      return voices.some((turn) => middleMs >= turn.startMs && middleMs < turn.endMs && turn.speaker === speakers?.[index]);
    });
    expect(new Set(speakers)).toEqual(new Set([0, 1]));
    expect(right.length / words.length).toBeGreaterThan(0.9);
  }, 120_000);

  it.each(["Sarah", "Roger"])("hears one speaker where only %s speaks", async (voice) => {
    const { file } = await speak(voice, SENTENCES.map(([, text]) => text).join(" "));
    const { words, speakers } = await recognize(file, { diarize: true });
    expect(words.length).toBeGreaterThan(30);
    expect(new Set(speakers)).toEqual(new Set([0]));
  }, 120_000);

  it("hears nothing in silence", async () => {
    const file = path.join(speech.folder, "silence.wav");
    execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "600", file]);
    expect(await recognize(file, { diarize: true })).toEqual({ words: [], speakers: [] });
  });

  it("refuses what cannot be decoded", async () => {
    const file = path.join(speech.folder, "broken.wav");
    await writeFile(file, Buffer.concat([Buffer.from("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0"), Buffer.alloc(200, 0xff)]));
    await expect(recognize(file)).rejects.toMatchObject({ code: "not_audio", status: 422 });
    expect(await readdir(scratchDirectory())).toEqual([]);
  });

  it("ends its programs and removes its files when it is aborted", async () => {
    const { file } = await speak("Rachel", SENTENCES.map(([, text]) => text).join(" ").repeat(6));
    const controller = new AbortController();
    const recognition = recognize(file, { signal: controller.signal });
    // Aborted as soon as PocketSphinx has its list of segments.
    await vi.waitUntil(async () => (await readdir(scratchDirectory())).length > 1, { timeout: 20_000, interval: 20 });
    controller.abort(new Error("changed my mind"));
    await expect(recognition).rejects.toThrow("changed my mind");
    expect(await readdir(scratchDirectory())).toEqual([]);
  }, 60_000);
});
