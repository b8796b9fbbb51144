import { expect, test } from "@playwright/test";
import { VENDOR_APP } from "../addresses";
import { callAction } from "../app-process";
import { transcript } from "../local/transcribe-page";
import { openPage, untilTranscriptListens } from "../open-page";
import { openTranscript, resultOf, say } from "./transcript-page";

test("a transcript is given a title, by which it is listed, found, shared and downloaded, and which can be taken away", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "afr", seconds: 6, result: resultOf(say("The ferry leaves at nine.", 0, 5)) });
  const heading = page.getByRole("heading", { level: 1 });
  const rename = page.getByRole("button", { name: "Rename", exact: true });
  const field = page.getByRole("textbox", { name: "Title of the transcript" });
  await expect(page.getByRole("region", { name: "Where it comes from" })).toContainText("LanguageAfrikaansAudio eventstaggedSpeakerstold apart");
  await rename.click();
  await expect(field).toHaveValue("afr.wav");
  await expect(field).toBeFocused();
  await field.fill("Not this");
  await field.press("Escape");
  await expect(heading).toHaveText("afr.wav");
  await expect(rename).toBeFocused();

  await rename.click();
  await field.fill("  Harbour master: v2.1 ");
  await field.press("Enter");
  await expect(heading).toHaveText("Harbour master: v2.1");
  await expect(page).toHaveTitle(/^Harbour master: v2\.1/);
  const named = await page.request.get(`/api/tasks/${id}/exports/text`);
  expect(named.headers()["content-disposition"]).toContain(encodeURIComponent("Harbour master: v2.1.txt"));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Title" })).toHaveValue("Harbour master: v2.1");
  await page.keyboard.press("Escape");

  await openPage(page, "/history");
  for (const words of ["harbour V2", "ferry nine", "afr.wav"]) {
    await page.getByRole("searchbox", { name: "Search history" }).fill(words);
    await expect(page.getByRole("article", { name: "Harbour master: v2.1" })).toContainText("Transcript · 0:06 · 5 words · Afrikaans");
  }
  await page.goto(`/tasks/${id}`);
  await untilTranscriptListens(page);
  await rename.click();
  await field.fill("");
  await field.press("Enter");
  await expect(heading).toHaveText("afr.wav");
  await expect(page).toHaveTitle(/^afr\.wav/);
});

test("a title that could not be kept stays in its field, and the heading as it was", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "aze", seconds: 6, result: resultOf(say("Nothing is lost.", 0, 5)) });
  await page.route(`**/tasks/${id}`, (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Title of the transcript" });
  await field.fill("A title on its way");
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 1 }).getByRole("alert")).toHaveText("The server did not answer. What you typed stays here: press Enter again.");
  await expect(field).toHaveValue("A title on its way");
  await field.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "aze.wav" })).toBeVisible();
  await page.unroute(`**/tasks/${id}`);
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await field.fill("A title on its way");
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "A title on its way" })).toBeVisible();
  await expect(field).toBeHidden();
});

test("another transcript of the same recording has the title of the first", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "fil", seconds: 6, result: resultOf(say("Once more.", 0, 5)) });
  await callAction(page.request, VENDOR_APP.url, "renameTranscript", { taskId: id, title: "The second evening" });
  await page.reload();
  await untilTranscriptListens(page);
  await page.getByRole("button", { name: "Transcribe again" }).click();
  await page.getByRole("dialog", { name: "Transcribe again" }).getByRole("button", { name: "Transcribe", exact: true }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByRole("heading", { level: 1, name: "The second evening" })).toBeVisible();
});

test("a list tells a recording in which nobody speaks", async ({ page }) => {
  await openTranscript(page, { language: "bos", seconds: 6, result: resultOf([]) });
  await page.goto("/transcribe");
  await expect(transcript(page, "bos.wav")).toContainText("No speech was found");
});

test("what the mouse selects are whole words, also from the last to the first", async ({ page }) => {
  await openTranscript(page, { language: "bul", seconds: 12, result: resultOf(say("The harbour master knew every lantern.", 0, 11)) });
  const text = page.getByRole("region", { name: "Transcript" }).getByRole("paragraph").first();
  const placeIn = (word: string, letter: number) =>
    text.evaluate(
      (paragraph, { word: wanted, letter: index }) => {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const start = node.textContent?.indexOf(wanted) ?? -1;
          if (start < 0) continue;
          const range = document.createRange();
          range.setStart(node, start + index);
          range.setEnd(node, start + index + 1);
          const { left, top, height } = range.getBoundingClientRect();
          return { x: left + 1, y: top + height / 2 };
        }
        throw new Error(`There is no ${wanted}.`);
      },
      { word, letter },
    );
  const selected = () => page.evaluate(() => getSelection()?.toString());
  for (const [from, to] of [["harbour", "every"], ["every", "harbour"]] as const) {
    const [start, end] = [await placeIn(from, 3), await placeIn(to, 2)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move((start.x + end.x) / 2, end.y, { steps: 3 });
    await page.mouse.move(end.x, end.y, { steps: 3 });
    await page.mouse.up();
    await expect.poll(selected).toBe("harbour master knew every");
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(selected).toBe(from === "harbour" ? "harbour master knew every lantern." : "master knew every");
    await page.keyboard.press("Escape");
    await expect.poll(selected).toBe("");
  }
});

test("who deletes what a page is about is led to the list of the others, and finds no way back to it", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "cat", seconds: 6, result: resultOf(say("Not for ever.", 0, 5)) });
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL(/\/transcribe$/);
  await expect(page.getByRole("heading", { level: 1, name: "Speech to text" })).toBeVisible();
  await expect(transcript(page, "cat.wav")).toHaveCount(0);
  await page.goto(`/tasks/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
});

test("what is deleted elsewhere while its page is open leaves a way on", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "hrv", seconds: 6, result: resultOf(say("Gone tomorrow.", 0, 5)) });
  await callAction(page.request, VENDOR_APP.url, "deleteTask", { taskId: id });
  const heading = page.getByRole("heading", { level: 1, name: "There is nothing here" });
  await expect(async () => {
    // Who comes back to the page has it read again.
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(heading).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("link", { name: "Go to text to speech" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Text to speech" })).toBeVisible();
});
