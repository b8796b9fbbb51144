import { expect, type Page, test } from "@playwright/test";
import { untilTranscriptListens } from "../open-page";
import { onlyCreateTask } from "./stand-in";
import { generateButton, newSentence, playButton, takesOf, textField } from "./studio";
import { openTranscript, resultOf, say, transcriptRegion } from "./transcript-page";

/** Opens a page whose scripts wait until the returned function is called. */
async function openWithoutScripts(page: Page, path: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**", async (route) => {
    if (route.request().resourceType() === "script") await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return release;
}

test("what is written and set before the page listens is not lost, and no text gets into the address", async ({ page }) => {
  const { marker, text } = newSentence();
  const release = await openWithoutScripts(page, "/");
  await textField(page).fill(text);
  await page.getByRole("slider", { name: "Stability" }).fill("0.8");
  await generateButton(page).click({ force: true });
  await page.getByRole("spinbutton", { name: "Speed" }).fill("1.1");
  await page.getByRole("spinbutton", { name: "Speed" }).press("Enter");
  release();
  await generateButton(page).click();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  expect(page.url()).not.toContain(marker);
  expect((await onlyCreateTask(marker)).input).toMatchObject({ text, stability: 0.8, speed: 1.1 });
});

test("a language and an address that are given before the page listens are not lost", async ({ page }) => {
  const release = await openWithoutScripts(page, "/transcribe");
  await page.getByRole("combobox", { name: "Language" }).selectOption("German");
  await page.getByRole("textbox", { name: "Audio URL" }).fill("https://example.com/talk.mp3");
  release();
  await expect(page).toHaveURL(/\?languageCode=deu$/);
  await page.getByRole("switch", { name: "Identify speakers" }).click();
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue("deu");
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveValue("https://example.com/talk.mp3");
});

test("a finished transcript can be read before the page listens, and the same stays when it does", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "mri", seconds: 8, result: resultOf(say("Nobody waits for a program to read this.", 0.5, 6)) });
  const release = await openWithoutScripts(page, `/tasks/${id}`);
  await expect(transcriptRegion(page)).toContainText("Nobody waits for a program to read this.");
  // Its styles come by themselves; what is compared is what the program does to it.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const { y: before } = (await transcriptRegion(page).boundingBox()) ?? { y: -1 };
  release();
  await untilTranscriptListens(page);
  await expect(transcriptRegion(page).getByRole("button", { name: "Nobody" })).toBeVisible();
  expect((await transcriptRegion(page).boundingBox())?.y).toBe(before);
});

test("what is searched for before a transcript listens is found when it does, and can be typed on", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "ibo", seconds: 8, result: resultOf(say("Nobody waits for a program to find a program.", 0.5, 6)) });
  const release = await openWithoutScripts(page, `/tasks/${id}`);
  const field = page.getByRole("searchbox", { name: "Search transcript" });
  await field.pressSequentially("prog");
  release();
  await untilTranscriptListens(page);
  await expect(field).toHaveValue("prog");
  await expect(field).toBeFocused();
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 2");
  await page.keyboard.type("ram to");
  await expect(field).toHaveValue("program to");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 1");
});
