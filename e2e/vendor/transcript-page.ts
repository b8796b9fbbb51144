import { expect, type Locator, type Page } from "@playwright/test";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { untilTranscriptListens } from "../open-page";
import { choose, toneWav, transcribe, transcript } from "../local/transcribe-page";
import { behave } from "./stand-in";

/** A word as the vendor writes it; the spacing after it is made. */
export interface SaidWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker?: string;
  readonly type?: "word" | "audio_event";
}

/** Words of a sentence, evenly over the time from `from` to `to` in seconds. */
export function say(sentence: string, from: number, to: number, speaker = "speaker_0"): SaidWord[] {
  const words = sentence.split(" ");
  const step = (to - from) / words.length;
  return words.map((text, place) => ({
    text,
    start: round(from + place * step),
    end: round(from + place * step + step * 0.8),
    speaker,
    type: /^\(.*\)$/.test(text) ? "audio_event" : "word",
  }));
}

/** The vendor's result object of some words. */
export function resultOf(words: readonly SaidWord[]): Record<string, unknown> {
  const listed = words.flatMap(({ text, start, end, speaker, type = "word" }) => [
    { text, start, end, type, speaker_id: speaker ?? null },
    { text: " ", start: end, end, type: "spacing", speaker_id: speaker ?? null },
  ]);
  return { language_code: "eng", language_probability: 0.98, text: listed.map(({ text }) => text).join(""), words: listed };
}

/**
 * Has a recording of so many seconds transcribed, with that result, and opens its page; gives the task. The language tells
 * the test's request to the vendor from all others, so no two tests may use the same.
 */
export async function openTranscript(page: Page, { language, seconds, result }: { language: string; seconds: number; result: Record<string, unknown> }): Promise<TranscriptionTaskView> {
  await behave(`"language_code":"${language}"`, { transcript: result });
  await page.goto(`/transcribe?languageCode=${language}`);
  const name = `${language}.wav`;
  await choose(page, toneWav(name, seconds));
  await transcribe(page);
  const card = transcript(page, name);
  await expect(card).toBeVisible();
  const answer = await page.request.get("/api/tasks?kind=transcription");
  const { tasks } = (await answer.json()) as { tasks: TranscriptionTaskView[] };
  const task = tasks.find(({ recording }) => recording.name === name);
  if (task === undefined) throw new Error("There is no transcription.");
  await page.goto(`/tasks/${task.id}`);
  await expect(transcriptRegion(page)).toBeVisible({ timeout: 30_000 });
  await untilTranscriptListens(page);
  return task;
}

export function transcriptRegion(page: Page): Locator {
  return page.getByRole("region", { name: "Transcript" });
}

/** The texts that are marked under a name. */
export function marked(page: Page, name: "linked-range" | "spoken-word" | "search-match" | "search-current"): Promise<string[]> {
  return page.evaluate((mark) => [...(CSS.highlights.get(mark) ?? [])].map(String), name);
}

/** Where the sound is, in milliseconds. */
export function positionOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.round((document.querySelector("audio")?.currentTime ?? Number.NaN) * 1e6) / 1e3);
}

export function isPaused(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector("audio")?.paused ?? true);
}

/** Clicks in the middle of a word of the transcript; of several, the first. */
export async function clickWord(page: Page, word: string): Promise<void> {
  const paragraph = transcriptRegion(page).getByRole("paragraph").filter({ hasText: word }).first();
  await paragraph.scrollIntoViewIfNeeded();
  const position = await paragraph.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(wanted) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const [box, frame] = [range.getClientRects()[0], element.getBoundingClientRect()];
      if (box !== undefined) return { x: box.x + box.width / 2 - frame.x, y: box.y + box.height / 2 - frame.y };
    }
    throw new Error(`The transcript has no word ${wanted}.`);
  }, word);
  await paragraph.click({ position });
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
