import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type APIRequestContext, chromium, type Page } from "@playwright/test";
import { callAction, vendorSettings } from "@/e2e/app-process";
import { toneWav } from "@/e2e/fake-vendor/audio";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { ensureBrowser } from "@/scripts/browser.mjs";
import { freePort } from "@/scripts/services/free-port.mjs";
import { BenchApp } from "./app";
import { median } from "./load";
import type { Measure } from "./table";
import { resultOf } from "./transcripts";

const TASKS = 20;
/** Six minutes of speech. */
const WORDS = 900;
/** How long the first task takes, and how much longer each takes than the one before. */
const FIRST_MS = 8_000;
const STEP_MS = 2_000;
const POLL_MS = 100;
const SHOWN_LIMIT_MS = 60_000;

/** From the vendor's callback to the words in a page that another browser has open, beside opening that page afterwards. */
export async function benchLivePage(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  const port = await freePort();
  const app = await BenchApp.start(path.join(folder, "live-page"), { PORT: String(port), ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ["--no-sandbox"] });
  const [maker, watcher] = [await browser.newContext(), await browser.newContext()];
  const [name = "", value = ""] = app.visitor.cookie.split("=");
  for (const context of [maker, watcher]) await context.addCookies([{ name, value, url: app.url }]);

  const recording = toneWav("a sound to be transcribed");
  await app.send(await app.announce(recording.length, "sound.wav"), [recording], recording.length);
  const transcript = resultOf(WORDS);
  vendor.behave({ next: Array.from({ length: TASKS }, (_, index) => ({ delayMs: FIRST_MS + index * STEP_MS, transcript })) });
  for (const { id } of await app.recordings()) {
    const input = { recordingIds: [id], audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
    for (let made = 0; made < TASKS; made += 1) await callAction(maker.request, `${app.url}/transcribe`, "createTranscriptions", { ...input, runId: crypto.randomUUID() });
  }
  let ids = new Map<string | null, string>();
  while (!vendor.tasks.every(({ taskId }) => ids.has(taskId)) || ids.size < TASKS) {
    await pause(POLL_MS);
    ids = await idsByVendors(maker.request, app.url);
  }

  await watcher.addInitScript(noteWhenShown);
  const page = await watcher.newPage();
  const [live, opened]: [number[], number[]] = [[], []];
  for (const task of vendor.tasks) {
    await page.goto(`${app.url}/tasks/${ids.get(task.taskId) ?? ""}`);
    const openedAt = Date.now();
    const shownAt = await shown(page);
    const { data } = task.notice() as { data: { completeTime: number } };
    if (data.completeTime > openedAt) live.push(shownAt - data.completeTime);
    await page.reload();
    opened.push((await shown(page)) - (await page.evaluate(() => performance.timeOrigin)));
  }
  await browser.close();
  await app.end();
  await vendor.close();

  const what = `from the vendor's callback to ${WORDS} words in the page that another browser has open (${live.length} tasks)`;
  const beside = "opening the page of a finished transcription";
  return [
    { what: `${what}: median`, measured: median(live), beside, plain: median(opened), unit: "ms" },
    { what: `${what}: longest`, measured: Math.max(...live), beside, plain: Math.max(...opened), unit: "ms" },
  ];
}

/** Runs in the page: notes when words of a transcript are first in it (Unix ms). */
function noteWhenShown(): void {
  const seen = globalThis as { wordsAt?: number };
  const observer = new MutationObserver(() => {
    if ((document.querySelector('section[aria-label="Transcript"]')?.textContent ?? "").length < 100) return;
    seen.wordsAt = performance.timeOrigin + performance.now();
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function shown(page: Page): Promise<number> {
  await page.waitForFunction(() => "wordsAt" in globalThis, undefined, { timeout: SHOWN_LIMIT_MS });
  return page.evaluate(() => (globalThis as { wordsAt?: number }).wordsAt ?? Number.NaN);
}

/** The app's ids of its transcriptions, by the vendor's. */
async function idsByVendors(request: APIRequestContext, url: string): Promise<Map<string | null, string>> {
  const list = (await (await request.get(`${url}/api/tasks?kind=transcription`)).json()) as { tasks: { id: string }[] };
  const details = list.tasks.map(async ({ id }) => (await (await request.get(`${url}/api/tasks/${id}`)).json()) as { id: string; vendorTaskId: string | null });
  return new Map((await Promise.all(details)).map(({ id, vendorTaskId }) => [vendorTaskId, id]));
}
