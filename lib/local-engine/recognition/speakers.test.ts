import { execFileSync } from "node:child_process";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { LevelMeter } from "./level-meter";
import { SAMPLE_RATE } from "./pocketsphinx";
import { findSpeakers } from "./speakers";
import { findSpeech } from "./speech-segments";

const SAMPLE_FILE = path.resolve(import.meta.dirname, "../../../components/upload/sample-conversation.mp3");
/** When the two voices of the sample take turns. */
const TURNS_MS = [0, 3_950, 9_350, 14_950, 21_350, 24_400, 29_300];
const MARGIN_MS = 500;
const WORD_MS = 300;

it("hears the two voices of the sample conversation, however often it is repeated", async () => {
  const once = execFileSync("ffmpeg", ["-v", "error", "-i", SAMPLE_FILE, "-ac", "1", "-ar", String(SAMPLE_RATE), "-f", "s16le", "-"], { maxBuffer: 2 ** 24 });
  const lengthMs = (once.length / 2 / SAMPLE_RATE) * 1000;
  const repeats = [0, 1, 2, 3];
  const samples = Buffer.concat(repeats.map(() => once));
  const meter = new LevelMeter(SAMPLE_RATE);
  meter.add(samples);
  const levels = meter.finish();
  const words = repeats.flatMap((repeat) =>
    TURNS_MS.slice(1).flatMap((turnEndMs, turn) => {
      const firstMs = (TURNS_MS[turn] ?? 0) + MARGIN_MS;
      return Array.from({ length: Math.floor((turnEndMs - MARGIN_MS - firstMs) / WORD_MS) }, (_, index) => {
        const startMs = repeat * lengthMs + firstMs + index * WORD_MS;
        return { text: "word", speaker: turn % 2, startMs, endMs: startMs + WORD_MS };
      });
    }),
  );
  const folder = await mkdtemp(path.join(tmpdir(), "speakers-"));
  const file = path.join(folder, "samples");
  await writeFile(file, samples);
  const handle = await open(file);
  try {
    const heard = await findSpeakers(handle, { speech: findSpeech(levels), levels, words, signal: new AbortController().signal });
    expect(heard).toEqual(words.map(({ speaker }) => speaker));
  } finally {
    await handle.close();
    await rm(folder, { recursive: true });
  }
});
