import type { Page } from "@playwright/test";
import { layOutTranscript } from "@/components/transcript/transcript-layout";
import { readTranscript } from "@/lib/transcripts/read-result";
import { median } from "./load";
import { droppedFrames, type MeasuredPage, THROTTLES, withMeasuredPages } from "./measured-page";
import type { Measure } from "./table";
import { makeThreeHours, THREE_HOURS_SECONDS } from "./three-hours";
import { noteWaits, type Waits } from "./transcript-waits";
import { resultOf } from "./transcripts";

const COUNTS = [27_000, 100_000];
/** Of a transcript beside whose page that of a large one is weighed. */
const FEW = 13;
const TIMES = 5;
/** Words of which some are everywhere and some are seldom. */
const QUERIES = ["tide", "letters", "nobody", "from sand", "then"];
const PLAYED_MS = 5_000;
const SCROLL = { pixelsPerSecond: 4_000, durationMs: 5_000 };
/** Nothing that is waited for takes that long; whatever does has gone wrong. */
const WAIT_LIMIT_MS = 60_000;
/** What each may be at most. */
const LIMITS = { waveformMs: 100, seekMs: 100, searchMs: 50, heapMb: 50 } as const;

interface Figures {
  readonly waveformMs: number;
  readonly seekMs: number;
  /** The same of a media element by itself. */
  readonly bareSeekMs: number;
  readonly firstSearchMs: number;
  readonly searchMs: number;
  readonly heapMb: number;
  readonly scrolled: number;
  readonly played: number;
  /** What frames are dropped where there is nothing to show. */
  readonly emptyScrolled: number;
  readonly emptyPlayed: number;
}

/** The page of a transcript of three hours: what a reader waits for, what it holds, and its frames, beside what each may be. */
export async function benchTranscriptPage(folder: string): Promise<Measure[]> {
  const [fewMb = Number.NaN] = await withTranscript(folder, FEW, [1], ({ heapMb }) => heapMb());
  const measures: Measure[] = [];
  for (const count of COUNTS) {
    const all = await withTranscript(folder, count, THROTTLES, measurePage);
    all.forEach((figures, index) => {
      const what = `${count.toLocaleString("en")} words at ${THROTTLES[index]}×`;
      const beside = "the limit";
      measures.push(
        { what: `${what}: from the peaks' last byte to the drawn waveform`, measured: figures.waveformMs, beside, plain: LIMITS.waveformMs, unit: "ms" },
        { what: `${what}: from a click on a word to the audio's new position`, measured: figures.seekMs, beside, plain: LIMITS.seekMs, unit: "ms" },
        { what: `${what}: the same`, measured: figures.seekMs, beside: "a media element that is set to as many other places", plain: figures.bareSeekMs, unit: "ms" },
        { what: `${what}: from a search of a word to its painted matches`, measured: figures.searchMs, beside, plain: LIMITS.searchMs, unit: "ms" },
        { what: `${what}: the same, the first time`, measured: figures.firstSearchMs, beside, plain: LIMITS.searchMs, unit: "ms" },
        { what: `${what}: frames dropped in 5 s of playing`, measured: figures.played, beside: "an empty page that stands still", plain: figures.emptyPlayed, unit: "frames" },
        { what: `${what}: frames dropped in 5 s at 4,000 px/s`, measured: figures.scrolled, beside: "an empty page as high", plain: figures.emptyScrolled, unit: "frames" },
      );
      if (index === 0) measures.push({ what: `${what}: heap above that of the same page with ${FEW} words`, measured: figures.heapMb - fewMb, beside, plain: LIMITS.heapMb, unit: "MB" });
    });
  }
  return measures;
}

/** Does something with the page of a transcript of so many words, when all of it is there, in a browser of its own for each throttle. */
async function withTranscript<Result>(folder: string, words: number, throttles: readonly number[], work: (page: MeasuredPage) => Promise<Result>): Promise<Result[]> {
  const { turns } = layOutTranscript(readTranscript(resultOf(words, THREE_HOURS_SECONDS / words), THREE_HOURS_SECONDS * 1000));
  const made = await makeThreeHours(folder, words);
  const [name = "", value = ""] = made.cookie.split("=");
  const results: Result[] = [];
  try {
    for (const times of throttles) {
      process.stdout.write(`  ${words.toLocaleString("en")} words at ${times}×\n`);
      const result = await withMeasuredPages(async (open) => {
        const measured = await open(async (context) => {
          context.setDefaultTimeout(WAIT_LIMIT_MS);
          await context.addCookies([{ name, value, url: made.url }]);
          await context.addInitScript(noteWaits);
        });
        await measured.throttle(times);
        await measured.page.goto(`${made.url}${made.taskPath}`);
        await untilBuilt(measured.page, turns.length);
        return work(measured);
      });
      results.push(result);
    }
    return results;
  } finally {
    await made.end();
  }
}

async function measurePage({ page, heapMb }: MeasuredPage): Promise<Figures> {
  const turns = await page.locator("[data-turn]").count();
  const heap = await heapMb();
  const waveforms: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await page.reload();
    waveforms.push(await waited(page, "waveformMs"));
  }
  await untilBuilt(page, turns);

  const searches: number[] = [];
  const field = page.getByRole("searchbox", { name: "Search transcript" });
  await field.focus();
  for (const query of QUERIES) {
    await page.keyboard.insertText(query);
    searches.push(await waited(page, "searchMs"));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => (CSS.highlights.get("search-match")?.size ?? 0) === 0);
  }

  await page.mouse.move(5, 5);
  const scrolled = await droppedFrames(page, SCROLL.pixelsPerSecond, SCROLL.durationMs);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));

  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.mouse.move(5, 5);
  await page.waitForFunction(() => (document.querySelector("audio")?.currentTime ?? 0) > 0.5);
  const played = await droppedFrames(page, 0, PLAYED_MS);
  const seeks: number[] = [];
  for (let time = 1; time <= TIMES; time += 1) seeks.push(await seekMs(page, time / (TIMES + 1)));
  const bareSeekMs = median(await page.evaluate(bareSeeks, TIMES));

  await page.goto("about:blank");
  await page.setContent(`<div style="height: ${height}px"></div>`);
  const emptyPlayed = await droppedFrames(page, 0, PLAYED_MS);
  const emptyScrolled = await droppedFrames(page, SCROLL.pixelsPerSecond, SCROLL.durationMs);
  const [firstSearchMs = Number.NaN] = searches;
  return { waveformMs: median(waveforms), seekMs: median(seeks), bareSeekMs, firstSearchMs, searchMs: median(searches), heapMb: heap, scrolled, played, emptyScrolled, emptyPlayed };
}

/** When what is built little by little is there. */
async function untilBuilt(page: Page, turns: number): Promise<void> {
  await page.locator(`[data-turn="${turns - 1}"]`).waitFor({ state: "attached" });
  await waited(page, "waveformMs");
}

/** How long something took that the page notes, when it has. */
async function waited(page: Page, wait: keyof Waits): Promise<number> {
  await page.waitForFunction((noted) => (globalThis as Waits)[noted] !== undefined, wait);
  return page.evaluate((noted) => (globalThis as Waits)[noted] ?? Number.NaN, wait);
}

/** From a click on a word at a place of the transcript (a share of its height) until the media element is where that word is, in milliseconds. */
async function seekMs(page: Page, share: number): Promise<number> {
  await page.mouse.move(720, 600);
  // A reader scrolls: following stops.
  await page.mouse.wheel(0, 100);
  const place = await page.evaluate(async (part) => {
    scrollTo({ top: part * document.documentElement.scrollHeight, behavior: "instant" });
    // What comes into sight gets its height.
    for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
    const range = document.createRange();
    for (let y = innerHeight / 2; y < innerHeight; y += 10) {
      const text = document.elementFromPoint(innerWidth / 2, y)?.closest("[data-turn] p")?.firstChild;
      if (!(text instanceof Text)) continue;
      range.setStart(text, 0);
      range.setEnd(text, 2);
      const { x, y: top, width, height } = range.getBoundingClientRect();
      if (top > innerHeight / 2) return { x: x + width / 2, y: top + height / 2 };
    }
    throw new Error("There is no word to click.");
  }, share);
  await page.mouse.click(place.x, place.y);
  return waited(page, "seekMs");
}

/** Runs in the page: how long the sound of its media element takes to so many other places in one that has nothing to do with the page, in milliseconds. */
async function bareSeeks(times: number): Promise<number[]> {
  const found = document.querySelector("audio");
  found?.pause();
  const media = new Audio(found?.src);
  await media.play();
  const measured: number[] = [];
  for (let time = 1; time <= times; time += 1) {
    const startedAt = performance.now();
    const sought = new Promise<Event>((resolve) => media.addEventListener("seeked", resolve, { once: true }));
    // Elsewhere than the page was: what it has fetched is there at once.
    media.currentTime = (media.duration * (time - 0.5)) / times;
    measured.push((await sought).timeStamp - startedAt);
  }
  media.removeAttribute("src");
  return measured;
}
