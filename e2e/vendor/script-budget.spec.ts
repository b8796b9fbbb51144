import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page, type Response, test } from "@playwright/test";
import { openTranscript, resultOf, say } from "./transcript-page";

/** What Next.js loads for a page without anything on it: what it lists for every page, and the part that lays out pages. */
const LAYOUT_BYTES = 3_500;
const { rootMainFiles } = JSON.parse(readFileSync(path.resolve(".next/build-manifest.json"), "utf8")) as { rootMainFiles: string[] };
const EMPTY_PAGE_BYTES = rootMainFiles.reduce((sum, file) => sum + gzipSync(readFileSync(path.resolve(".next", file))).length, LAYOUT_BYTES);

/** How many bytes of scripts, by gzip, a page loads until it says that it is loaded, above those of an empty one. */
async function scriptBytes(page: Page, address: string): Promise<number> {
  const responses: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") responses.push(response);
  });
  await page.goto(address);
  const loaded = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return performance.getEntriesByType("resource").flatMap(({ name, startTime }) => (startTime <= (navigation?.loadEventStart ?? 0) ? [name] : []));
  });
  const sizes = await Promise.all(responses.filter((response) => loaded.includes(response.url())).map(async (response) => gzipSync(await response.body()).length));
  return sizes.reduce((sum, size) => sum + size, 0) - EMPTY_PAGE_BYTES;
}

test("the page of a transcript loads at most 80 kB of scripts above an empty page", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "mya", seconds: 4, result: resultOf(say("Light enough for a phone.", 0.5, 3)) });
  const again = await browser.newContext({ storageState: await page.context().storageState() });
  expect(await scriptBytes(await again.newPage(), `/tasks/${id}`)).toBeLessThanOrEqual(80_000);
  await again.close();
});

for (const address of ["/", "/transcribe", "/history", "/shares"]) {
  test(`${address} loads at most 60 kB of scripts above an empty page`, async ({ page }) => {
    const bytes = await scriptBytes(page, address);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });
}

test("a page in English loads one small font, and those of another script when it has them", async ({ page }) => {
  const fonts = new Map<string, number>();
  page.on("response", async (response) => {
    if (response.request().resourceType() === "font") fonts.set(response.url(), (await response.body()).length);
  });
  await page.goto("/", { waitUntil: "networkidle" });
  await expect.poll(() => fonts.size).toBe(1);
  for (const size of fonts.values()) expect(size).toBeLessThan(35_000);
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Добрый день, и хорошей погоды.");
  await expect.poll(() => [...fonts.keys()].filter((url) => url.includes("cyrillic")).length).toBe(1);
});
