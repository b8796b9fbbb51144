import { expect, type Page, test } from "@playwright/test";
import { untilTranscriptListens } from "../open-page";
import { clickWord, isPaused, marked, openTranscript, positionOf, resultOf, say, transcriptRegion } from "./transcript-page";

const MEETING = [
  ...say("Good morning everybody, and thank you for coming this early. (laughter) Let us begin.", 0.3, 6),
  ...say("Before that, may I ask whether the numbers from Tuesday have arrived?", 6.4, 11, "speaker_1"),
  ...say("They have. Marguerite brought them along herself.", 11.3, 15),
];

/** Whether what is marked so is in the window. */
function isInSight(page: Page, name: string): Promise<boolean> {
  return page.evaluate((highlight) => {
    const [range] = CSS.highlights.get(highlight) ?? [];
    const box = range instanceof Range ? range.getBoundingClientRect() : null;
    return box !== null && box.top > 0 && box.bottom < innerHeight;
  }, name);
}

test("a click on a word goes to its time, and what plays is lit", async ({ page }) => {
  await openTranscript(page, { language: "isl", seconds: 16, result: resultOf(MEETING) });
  for (const wanted of ["everybody,", "Tuesday", "(laughter)", "Marguerite", "early."]) {
    await clickWord(page, wanted);
    const word = MEETING.find(({ text }) => text === wanted);
    await expect.poll(() => positionOf(page)).toBe((word?.start ?? -1) * 1000);
    expect(await marked(page, "spoken-word")).toEqual([wanted]);
    expect(await isPaused(page)).toBe(true);
  }

  await clickWord(page, "Before");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  // What is lit, beside where the sound was just before and just after.
  const seen = await page.evaluate(async () => {
    const audio = document.querySelector("audio");
    const samples: { before: number; lit: string; after: number }[] = [];
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let before = audio?.currentTime ?? 0;
    while (samples.length < 600 && (audio?.currentTime ?? 99) < 14) {
      await frame();
      const lit = [...(CSS.highlights.get("spoken-word") ?? [])].map(String).join("|");
      samples.push({ before, lit, after: audio?.currentTime ?? 0 });
      before = audio?.currentTime ?? 0;
    }
    return samples;
  });
  expect(new Set(seen.map(({ lit }) => lit)).size).toBeGreaterThan(10);
  for (const { before, lit, after } of seen) {
    const first = MEETING.findLastIndex(({ start }) => start <= before);
    const last = MEETING.findLastIndex(({ start }) => start <= after);
    expect(MEETING.slice(Math.max(first, 0), last + 1).map(({ text }) => text)).toContain(lit);
  }
});

test("the transcript is walked and played with the keyboard alone", async ({ page }) => {
  await openTranscript(page, { language: "mlt", seconds: 16, result: resultOf(MEETING) });
  const region = transcriptRegion(page);
  await expect(region.locator("[tabindex='0']")).toHaveCount(1);
  await page.getByRole("list", { name: "Speakers" }).getByRole("button").last().focus();
  await page.keyboard.press("Tab");
  await expect(region.getByRole("button", { name: "Good", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(region.getByRole("button", { name: "morning", exact: true })).toBeFocused();
  await page.keyboard.press("End");
  await expect(region.getByRole("button", { name: "begin.", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(region.getByRole("button", { name: "Before", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(region.getByRole("button", { name: "They", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(region.getByRole("button", { name: "arrived?", exact: true })).toBeFocused();
  // All other turns stay plain text.
  expect(await region.getByRole("paragraph").evaluateAll((all) => all.filter((one) => one.querySelector("[data-word]") !== null).length)).toBe(1);

  await page.keyboard.press("Enter");
  await expect.poll(() => marked(page, "spoken-word")).toEqual(["arrived?"]);
  await page.keyboard.press("Space");
  await expect.poll(() => isPaused(page)).toBe(false);
  await page.keyboard.press("Space");
  await expect.poll(() => isPaused(page)).toBe(true);

  await page.getByRole("searchbox", { name: "Search transcript" }).focus();
  await page.keyboard.press("Space");
  expect(await isPaused(page)).toBe(true);
});

test("a link to a moment opens there and plays nothing", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "cym", seconds: 16, result: resultOf(MEETING) });
  await page.goto(`/tasks/${id}?t=12.4`);
  await untilTranscriptListens(page);
  await expect.poll(() => marked(page, "spoken-word")).toEqual([MEETING.findLast(({ start }) => start <= 12.4)?.text]);
  expect(await positionOf(page)).toBe(12_400);
  expect(await isPaused(page)).toBe(true);
});

test("a search goes to what it finds at once, and gives the reader back where that was", async ({ page }) => {
  const words = Array.from({ length: 60 }, (_, turn) => say(`Turn ${turn} goes on ${turn % 10 === 5 ? "aground" : "afloat"} and then it is over.`, turn * 0.5, turn * 0.5 + 0.5, `speaker_${turn % 2}`)).flat();
  await openTranscript(page, { language: "khm", seconds: 31, result: resultOf(words) });
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Search transcript" });
  await expect(field).toBeFocused();
  await field.fill("aground");
  // While the page is still on its way to the first.
  for (let press = 1; press < 6; press += 1) await page.keyboard.press("Enter");
  await expect(page.getByText("6 of 6")).toBeVisible();
  await expect.poll(() => isInSight(page, "search-current")).toBe(true);
  let there = -1;
  // Until it stands still.
  await expect
    .poll(async () => {
      const before = there;
      there = await page.evaluate(() => scrollY);
      return there === before;
    })
    .toBe(true);
  expect(there).toBeGreaterThan(0);
  await expect(page.getByRole("button", { name: "Follow playback" })).toBeHidden();

  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await expect(page.getByText("6 of 6")).toBeHidden();
  expect(await page.evaluate(() => scrollY)).toBe(there);
  await page.keyboard.press("Escape");
  await expect(field).not.toBeFocused();
});

test("a drag on the waveform keeps it under the pointer, and shows where it led when it ends", async ({ page }) => {
  const words = Array.from({ length: 60 }, (_, turn) => say(`Turn ${turn} goes on for a while and then it is over.`, turn * 0.5, turn * 0.5 + 0.5, `speaker_${turn % 2}`)).flat();
  await openTranscript(page, { language: "som", seconds: 31, result: resultOf(words) });
  const waveform = page.getByRole("region", { name: "Waveform" });
  const { x, y, width, height } = (await waveform.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.1, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.9, y + height / 2, { steps: 20 });
  await expect.poll(() => positionOf(page)).toBeGreaterThan(25_000);
  expect((await waveform.boundingBox())?.y).toBe(y);
  await page.mouse.up();
  await expect.poll(() => isInSight(page, "spoken-word")).toBe(true);
});

test("the page follows what plays until the reader scrolls, and again when asked to", async ({ page }) => {
  const words = Array.from({ length: 60 }, (_, turn) => say(`Turn number ${turn} goes on for a little while and then it is over.`, turn * 0.5, turn * 0.5 + 0.5, `speaker_${turn % 2}`)).flat();
  await openTranscript(page, { language: "gle", seconds: 31, result: resultOf(words) });
  await page.getByRole("combobox", { name: "Playback speed" }).selectOption("2");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => positionOf(page), { timeout: 30_000 }).toBeGreaterThan(10_000);
  await expect.poll(() => isInSight(page, "spoken-word")).toBe(true);
  const follow = page.getByRole("button", { name: "Follow playback" });
  await expect(follow).toBeHidden();

  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, -100);
  await expect(follow).toBeVisible();
  // A wheel turns on: the browser may lose its first step to a scroll that the page began in the same moment.
  await page.mouse.wheel(0, -3000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  const before = await positionOf(page);
  await expect.poll(() => positionOf(page), { timeout: 30_000 }).toBeGreaterThan(before + 1500);
  // A page that was busy for so long that the sound went on by seconds is not one that was sought in.
  await page.evaluate(() => {
    for (const end = performance.now() + 1200; performance.now() < end; );
  });
  await expect.poll(() => positionOf(page)).toBeGreaterThan(before + 4000);
  expect(await page.evaluate(() => scrollY)).toBe(0);

  await follow.click();
  await expect(follow).toBeHidden();
  await expect.poll(() => isInSight(page, "spoken-word")).toBe(true);
});
