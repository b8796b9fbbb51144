import { expect, type Locator, type Page, test } from "@playwright/test";
import { toneWords } from "../fake-vendor/audio";
import { behave } from "./stand-in";
import { makeTake, newSentence, openStudio, readTake } from "./studio";

/** The words that the page lights up. */
function litWords(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(CSS.highlights.get("spoken-word") ?? [])].map(String));
}

/** Records each word that lights up from now on, without punctuation. */
async function recordLitWords(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = [];
    const look = () => {
      const word = [...(CSS.highlights.get("spoken-word") ?? [])].map(String).join().replace(/\W/g, "");
      if (word !== "" && spoken.at(-1) !== word) spoken.push(word);
      requestAnimationFrame(look);
    };
    Object.assign(window, { spoken });
    look();
  });
  return () => page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
}

/** Clicks in the middle of a word of the take's text. */
async function clickWord(take: Locator, word: string): Promise<void> {
  const text = take.getByRole("paragraph").filter({ hasText: word });
  const position = await text.evaluate((paragraph, wanted) => {
    const node = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
    const start = node?.textContent?.indexOf(wanted) ?? -1;
    if (node === null || start < 0) throw new Error(`The text has no word ${wanted}.`);
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + wanted.length);
    const [box, frame] = [range.getBoundingClientRect(), paragraph.getBoundingClientRect()];
    return { x: box.x + box.width / 2 - frame.x, y: box.y + box.height / 2 - frame.y };
  }, word);
  await text.click({ position });
}

for (const timings of ["words", "alignment"] as const) {
  test(`word times that come as ${timings} light up the text, and a click on a word goes there`, async ({ page }) => {
    const sentence = newSentence("Seven grey gulls, said she,\nwere counting boats that nobody had launched.");
    await behave(sentence.marker, { timings });
    await openStudio(page, "?timestamps=true");
    const take = await makeTake(page, sentence);
    const seek = take.getByRole("slider", { name: "Seek" });
    expect(await litWords(page)).toEqual([]);

    for (const word of ["gulls,", "counting", "launched."]) {
      await clickWord(take, word);
      const { startSeconds = -1 } = toneWords(sentence.text).find(({ text }) => text === word) ?? {};
      await expect(seek).toHaveValue(/^\d/);
      expect(Number(await seek.inputValue())).toBeCloseTo(startSeconds, 2);
      expect((await litWords(page)).map((lit) => lit.replace(/\W/g, ""))).toEqual([word.replace(/\W/g, "")]);
    }

    await seek.press("Home");
    const spoken = await recordLitWords(page);
    await take.getByRole("button", { name: "Play", exact: true }).click();
    await expect.poll(() => spoken(), { timeout: 30_000 }).toContain("launched");
    const order = toneWords(sentence.text).map(({ text }) => text.replace(/\W/g, ""));
    const places = (await spoken()).map((word) => order.indexOf(word));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places.length).toBeGreaterThan(order.length / 2);
  });
}

test("a take whose word times did not come plays all the same", async ({ page }) => {
  const sentence = newSentence();
  await behave(sentence.marker, { timings: "none" });
  await openStudio(page, "?timestamps=true");
  const take = await makeTake(page, sentence);
  await take.getByRole("button", { name: "Play", exact: true }).click();
  await expect(take.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  expect(await litWords(page)).toEqual([]);
  const { id, wordsUrl } = await readTake(page, sentence.marker);
  expect(wordsUrl).toBeNull();
  expect((await page.request.get(`/api/tasks/${id}/words`)).status()).toBe(404);
});
