import type { Page } from "@playwright/test";
import { median } from "./load";
import { droppedFrames, type MeasuredPage, THROTTLES, withMeasuredPages } from "./measured-page";
import type { Measure } from "./table";
import { makeThreeHours } from "./three-hours";

const COUNTS = [27_000, 100_000];
/** Beside what a large transcript's page is measured. */
const FEW = 13;
const TIMES = 7;
const PLAYED_MS = 10_000;
const SCROLL = { pixelsPerSecond: 4_000, durationMs: 5_000 };
const SHOWN_LIMIT_MS = 60_000;
/** What each may be at most. */
const LIMITS = { waveformMs: 100, seekMs: 100, searchMs: 50, heapMb: 50, frames: 0 } as const;

interface Figures {
  readonly waveformMs: number;
  readonly seekMs: number;
  readonly searchMs: number;
  readonly heapMb: number;
  readonly scrolled: number;
  readonly played: number;
}

/** The page of a transcript of three hours, beside what it may cost. */
export async function benchTranscriptPage(folder: string): Promise<Measure[]> {
  const few = await measureApp(folder, FEW, [1]);
  const measures: Measure[] = [];
  for (const count of COUNTS) {
    const all = await measureApp(folder, count, THROTTLES);
    for (const [index, throttle] of THROTTLES.entries()) {
      const figures = all[index];
      if (figures === undefined) continue;
      const what = `three hours, ${count.toLocaleString("en")} words at ${throttle}×`;
      measures.push(
        { what: `${what}: from the peaks' last byte to the drawn waveform`, measured: figures.waveformMs, beside: "the limit", plain: LIMITS.waveformMs, unit: "ms" },
        { what: `${what}: from a click on a word to the audio's new position`, measured: figures.seekMs, beside: "the limit", plain: LIMITS.seekMs, unit: "ms" },
        { what: `${what}: from the last letter of a search to its matches`, measured: figures.searchMs, beside: "the limit", plain: LIMITS.searchMs, unit: "ms" },
        { what: `${what}: frames dropped in 5 s at 4,000 px/s`, measured: figures.scrolled, beside: "the limit", plain: LIMITS.frames, unit: "frames" },
        { what: `${what}: frames dropped in 10 s of playing`, measured: figures.played, beside: "the limit", plain: LIMITS.frames, unit: "frames" },
      );
      if (throttle === 1) measures.push({ what: `${what}: heap above that of a page with ${FEW} words`, measured: figures.heapMb - (few[0]?.heapMb ?? 0), beside: "the limit", plain: LIMITS.heapMb, unit: "MB" });
    }
  }
  return measures;
}

async function measureApp(folder: string, words: number, throttles: readonly number[]): Promise<Figures[]> {
  const made = await makeThreeHours(folder, words);
  const [name = "", value = ""] = made.cookie.split("=");
  const figures: Figures[] = [];
  try {
    for (const throttle of throttles) {
      figures.push(
        await withMeasuredPages(async (open) => {
          const measured = await open(async (context) => {
            await context.addCookies([{ name, value, url: made.url }]);
            await context.addInitScript(noteWaveform);
          });
          return measurePage(measured, `${made.url}${made.taskPath}`, throttle);
        }),
      );
    }
    return figures;
  } finally {
    await made.end();
  }
}

async function measurePage({ page, throttle, heapMb }: MeasuredPage, address: string, times: number): Promise<Figures> {
  await page.goto(address);
  await page.waitForFunction(() => "drawnAfterMs" in globalThis, undefined, { timeout: SHOWN_LIMIT_MS });
  await throttle(times);
  const waveforms: number[] = [];
  for (let run = 0; run < TIMES; run += 1) {
    await page.reload();
    await page.waitForFunction(() => "drawnAfterMs" in globalThis, undefined, { timeout: SHOWN_LIMIT_MS });
    waveforms.push(await page.evaluate(() => (globalThis as { drawnAfterMs?: number }).drawnAfterMs ?? Number.NaN));
  }
  // What is built little by little is there.
  await page.waitForTimeout(3_000);
  const heap = await heapMb();
  const seeks: number[] = [];
  const searches: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    seeks.push(await seekMs(page, time));
    searches.push(await searchMs(page, ["tide", "letters", "nobody", "knew", "from", "sand", "took"][time] ?? "then"));
  }
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForTimeout(1_000);
  const played = await droppedFrames(page, 0, PLAYED_MS);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.mouse.move(5, 5);
  await page.evaluate(() => scrollTo(0, 0));
  const scrolled = await droppedFrames(page, SCROLL.pixelsPerSecond, SCROLL.durationMs);
  return { waveformMs: median(waveforms), seekMs: median(seeks), searchMs: median(searches), heapMb: heap, scrolled, played };
}

/** Runs in the page: notes how long after the peaks had come the waveform was drawn (ms). */
function noteWaveform(): void {
  const seen = globalThis as { drawnAfterMs?: number };
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-waveform="drawn"]') === null) return;
    observer.disconnect();
    const at = performance.now();
    const peaks = performance.getEntriesByType("resource").findLast(({ name }) => name.includes("/peaks"));
    seen.drawnAfterMs = at - ((peaks as PerformanceResourceTiming | undefined)?.responseEnd ?? Number.NaN);
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-waveform"] });
}

/** From a click on a word until the media element is where that word is, in milliseconds. */
async function seekMs(page: Page, time: number): Promise<number> {
  const turn = page.locator("[data-turn] p").nth(time % 4);
  const sought = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener(
          "pointerdown",
          (press) => document.querySelector("audio")?.addEventListener("seeked", (event) => resolve(event.timeStamp - press.timeStamp), { once: true }),
          { once: true, capture: true },
        );
      }),
  );
  await turn.click({ position: { x: 60 + time * 20, y: 12 } });
  return sought;
}

/** From the last letter of a search to the frame that says how many matches there are, in milliseconds. */
async function searchMs(page: Page, query: string): Promise<number> {
  const field = page.getByRole("searchbox", { name: "Search transcript" });
  await field.fill(query.slice(0, -1));
  await page.getByRole("search").getByRole("status").filter({ hasText: /\d/ }).waitFor();
  const found = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener("input", (input) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - input.timeStamp);
              port2.postMessage(null);
            });
          });
          const host = document.querySelector('[role="search"]');
          if (host !== null) observer.observe(host, { subtree: true, childList: true, characterData: true });
        }, { once: true, capture: true });
      }),
  );
  await field.press(query.slice(-1));
  return found;
}
