import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/** The windows: a phone, a tablet, a laptop, a large screen. */
const WINDOWS = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
] as const;
const THEMES = ["light", "dark"] as const;
const LARGE_TEXT = "200%";
/** Of a long page the beginning is enough, and all that a browser can draw at once. */
const MOST_HEIGHT = 5_000;
/** A page with a clock on it never comes to rest. */
const MOST_LOOKS = 4;

const FOLDER = path.resolve(import.meta.dirname, "../../shots");

/**
 * Takes pictures of all of a page as it is now: in every window, light and dark, and with text of twice the size. Their names
 * say `name` (the page and its state), the window's width, and the theme. Fails when the page is wider than its window. Of what
 * covers the window alone, a dialog, the picture is of no more than that (`whole: false`).
 */
export async function takePictures(page: Page, name: string, { whole = true }: { readonly whole?: boolean } = {}): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const tooWide: string[] = [];
  const take = async (picture: string, width: number) => {
    writeFileSync(path.join(FOLDER, `${picture}.png`), await settledPicture(page, whole));
    if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width) tooWide.push(picture);
  };
  for (const window of WINDOWS) {
    await page.setViewportSize(window);
    await scrollThrough(page, window.height);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await take(`${name}-${window.width}-${colorScheme}`, window.width);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await setTextSize(page, LARGE_TEXT);
  for (const window of [WINDOWS[2], WINDOWS[0]]) {
    await page.setViewportSize(window);
    await take(`${name}-${window.width}-large-text`, window.width);
  }
  await setTextSize(page, "");
  await page.setViewportSize(WINDOWS[2]);
  expect.soft(tooWide, "Wider than the window").toEqual([]);
}

/** Takes the pictures that the README shows of a page: what a window of a laptop shows, light and dark, and one of a phone, with `hero` in its middle. */
export async function takeReadmePictures(page: Page, name: string, hero?: Locator): Promise<void> {
  const views = [
    { suffix: "light", window: { width: 1440, height: 1040 }, colorScheme: "light" },
    { suffix: "dark", window: { width: 1440, height: 1040 }, colorScheme: "dark" },
    { suffix: "narrow", window: WINDOWS[0], colorScheme: "light" },
  ] as const;
  mkdirSync(path.join(FOLDER, "readme"), { recursive: true });
  for (const { suffix, window, colorScheme } of views) {
    await page.setViewportSize(window);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (suffix === "narrow") await hero?.evaluate((element) => element.scrollIntoView({ block: "center" }));
    writeFileSync(path.join(FOLDER, "readme", `${name}-${suffix}.png`), await settledPicture(page, false));
  }
}

/** Takes a picture of what comes out of a printer. */
export async function takePrint(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}-print.pdf`);
  rmSync(file, { force: true });
  await page.pdf({ path: file, format: "A4", printBackground: false });
}

/** Has everything drawn that is drawn when it comes near the window. */
async function scrollThrough(page: Page, step: number): Promise<void> {
  await page.evaluate(
    async ({ stepPx, mostPx }) => {
      for (let top = 0; top < Math.min(document.documentElement.scrollHeight, mostPx); top += stepPx) {
        scrollTo(0, top);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }
      scrollTo(0, 0);
    },
    { stepPx: step, mostPx: MOST_HEIGHT },
  );
}

async function setTextSize(page: Page, size: string): Promise<void> {
  await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size);
}

/** A picture that is the same as the one before it: what is drawn by script has been drawn. */
async function settledPicture(page: Page, fullPage: boolean): Promise<Buffer> {
  const { width = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const options = { animations: "disabled", ...(fullPage ? { fullPage, clip: { x: 0, y: 0, width, height: Math.min(height, MOST_HEIGHT) } } : {}) } as const;
  let last = await page.screenshot(options);
  for (let look = 1; look < MOST_LOOKS; look += 1) {
    const next = await page.screenshot(options);
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}
