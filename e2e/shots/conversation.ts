import { execFileSync } from "node:child_process";
import { type APIRequestContext, expect } from "@playwright/test";
import { callAction, readTakes, takeInput } from "../app-process";
import type { SaidWord } from "../vendor/transcript-page";

/** One turn of a conversation: who says it, in which of the app's voices, and what. */
export interface Line {
  readonly speaker: number;
  readonly voice: string;
  readonly text: string;
}

/** What was said, as sound and as words with their times. */
export interface Conversation {
  readonly mp3: Buffer;
  readonly seconds: number;
  readonly words: readonly SaidWord[];
}

interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

const RATE = 16_000;
const BYTES_A_SECOND = RATE * 2;
const PAUSE_SECONDS = 0.6;

/** Has the local engine of an app, in which nothing was made yet, say the lines one after the other; gives all of it as often as each of `times` says. */
export async function recordConversation(request: APIRequestContext, url: string, lines: readonly Line[], times: readonly number[]): Promise<Conversation[]> {
  for (const { voice, text } of lines) {
    const { result } = await callAction(request, url, "createTakes", takeInput({ text, voices: [voice], timestamps: true }));
    expect(result).toMatchObject({ ok: true });
  }
  await expect.poll(async () => (await readTakes(request, url)).filter(({ state }) => state === "success").length, { timeout: 60_000 }).toBe(lines.length);
  const takes = await readTakes(request, url);
  const parts: Buffer[] = [];
  const words: SaidWord[] = [];
  let seconds = 0;
  for (const { speaker, text } of lines) {
    const take = takes.find(({ input }) => input.text === text);
    const sound = await (await request.get(`${url}${take?.audio?.url ?? ""}`)).body();
    const spoken = (await (await request.get(`${url}${take?.wordsUrl ?? ""}`)).json()) as { words: SpokenWord[] };
    const samples = execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", String(RATE), "pipe:1"], { input: sound, maxBuffer: 1e8 });
    for (const word of spoken.words) {
      words.push({ text: word.text, start: seconds + word.startMs / 1000, end: seconds + word.endMs / 1000, speaker: `speaker_${speaker}` });
    }
    parts.push(samples, Buffer.alloc(PAUSE_SECONDS * BYTES_A_SECOND));
    seconds += samples.length / BYTES_A_SECOND + PAUSE_SECONDS;
  }
  return times.map((count) => repeated(Buffer.concat(parts), words, seconds, count));
}

function repeated(once: Buffer, words: readonly SaidWord[], seconds: number, times: number): Conversation {
  const all = Buffer.concat(Array.from({ length: times }, () => once));
  const mp3 = execFileSync("ffmpeg", ["-v", "error", "-f", "s16le", "-ac", "1", "-ar", String(RATE), "-i", "pipe:0", "-b:a", "48k", "-f", "mp3", "pipe:1"], { input: all, maxBuffer: 1e8 });
  const shifted = Array.from({ length: times }, (_, round) => words.map((word) => ({ ...word, start: word.start + round * seconds, end: word.end + round * seconds }))).flat();
  return { mp3, seconds: seconds * times, words: shifted };
}
