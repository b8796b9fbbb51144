import path from "node:path";
import type { Page } from "@playwright/test";
import { BenchApp } from "./app";
import { median } from "./load";
import { withMeasuredPages } from "./measured-page";
import type { Measure } from "./table";

const SENTENCES = 15;
const LIMIT_MS = 1_000;

/** From a press of "Generate speech" on the local engine to the sound, by who presses "Play" as soon as that is there. */
export async function benchFirstSound(folder: string): Promise<Measure[]> {
  const app = await BenchApp.start(path.join(folder, "first-sound"));
  try {
    const times = await withMeasuredPages(async (open) => {
      const { page } = await open(async (context) => context.addInitScript(listen));
      await page.goto(app.url);
      const measured: number[] = [];
      for (let sentence = 0; sentence <= SENTENCES; sentence += 1) measured.push(await soundAfterMs(page, sentence));
      // The first press loads the player's code and the voice.
      return { first: measured[0] ?? Number.NaN, others: measured.slice(1) };
    });
    const what = 'from "Generate speech" to the sound of a sentence on the local engine';
    return [
      { what: `${what}: median of ${SENTENCES}`, measured: median(times.others), beside: "the limit", plain: LIMIT_MS, unit: "ms" },
      { what: `${what}: longest`, measured: Math.max(...times.others), beside: "the limit", plain: LIMIT_MS, unit: "ms" },
      { what: `${what}: the first after the start`, measured: times.first, beside: "the limit", plain: LIMIT_MS, unit: "ms" },
    ];
  } finally {
    await app.end();
  }
}

/** Runs in the page: presses "Play" as soon as a new take has it, and notes how long after "Generate speech" something is heard. */
function listen(): void {
  const seen = globalThis as { soundAfterMs?: number | undefined };
  let pressedAt = Number.NaN;
  addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("button")?.textContent.includes("Generate speech") !== true) return;
    pressedAt = event.timeStamp;
    seen.soundAfterMs = undefined;
    const takes = () => document.querySelectorAll("[aria-labelledby='takes-heading'] article");
    const before = takes().length;
    // Not by the test's own eye, which looks every half second.
    const observer = new MutationObserver(() => {
      const [newest] = takes();
      const play = takes().length > before ? newest?.querySelector<HTMLButtonElement>("button[aria-label='Play']:enabled") : null;
      if (play === null || play === undefined) return;
      observer.disconnect();
      play.click();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, { capture: true });
  addEventListener("playing", (event) => {
    seen.soundAfterMs ??= event.timeStamp - pressedAt;
  }, { capture: true });
}

async function soundAfterMs(page: Page, sentence: number): Promise<number> {
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(`This is sentence number ${sentence}, and it is said aloud.`);
  await page.getByRole("button", { name: "Generate speech" }).click();
  await page.waitForFunction(() => (globalThis as { soundAfterMs?: number }).soundAfterMs !== undefined, undefined, { polling: 50 });
  return page.evaluate(() => (globalThis as { soundAfterMs?: number }).soundAfterMs ?? Number.NaN);
}
