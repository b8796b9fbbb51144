import { expect, type Locator, type Page, test } from "@playwright/test";
import { choose, toneWav, transcribe, transcript, waitingRow } from "./transcribe-page";

const player = (page: Page, name: string) => page.getByLabel(`Player of ${name}`);
const listen = (page: Page, name: string) => waitingRow(page, name).getByRole("button", { name: "Play" }).click();
const positionOf = (audio: Locator) => audio.evaluate((element: HTMLAudioElement) => element.currentTime);
const isPaused = (audio: Locator) => audio.evaluate((element: HTMLAudioElement) => element.paused);

/** Opens the page with these recordings, half a minute each, ready. */
async function openWith(page: Page, ...names: string[]): Promise<void> {
  await page.goto("/transcribe");
  await choose(page, ...names.map((name) => toneWav(name, 30)));
  for (const name of names) await expect(waitingRow(page, name)).toContainText("0:30 · WAV");
}

test("a recording is heard before it is transcribed, one at a time, and from any place of it", async ({ page }) => {
  await openWith(page, "one.wav", "two.wav");
  await listen(page, "one.wav");
  const [one, two] = [player(page, "one.wav"), player(page, "two.wav")];
  await expect.poll(() => positionOf(one)).toBeGreaterThan(0);
  await expect(one).toBeFocused();
  await expect(waitingRow(page, "one.wav").getByRole("button", { name: "Play" })).toBeHidden();

  await listen(page, "two.wav");
  await expect.poll(() => positionOf(two)).toBeGreaterThan(0);
  expect([await isPaused(one), await isPaused(two)]).toEqual([true, false]);
  await one.evaluate((element: HTMLAudioElement) => {
    element.currentTime = 20;
    return element.play();
  });
  await expect.poll(() => positionOf(one)).toBeGreaterThan(20);
  await expect.poll(() => isPaused(two)).toBe(true);

  const address = (await one.getAttribute("src")) ?? "";
  const part = await page.request.get(address, { headers: { range: "bytes=0-3" } });
  expect([part.status(), part.headers()["content-type"], await part.text()]).toEqual([206, "audio/wav", "RIFF"]);

  // It is heard on its own page from now on.
  await transcribe(page);
  await expect(transcript(page, "one.wav")).toBeVisible();
  await expect(one).toBeHidden();
  await expect(page.getByRole("button", { name: "Play" })).toHaveCount(0);
});

test("a recording that is still on its way, or that is none, cannot be played", async ({ page }) => {
  await page.goto("/transcribe");
  await page.route("**/api/uploads/**", (route) => (route.request().method() === "PATCH" ? route.abort() : route.continue()));
  await choose(page, toneWav("cut off.wav", 4));
  await expect(waitingRow(page, "cut off.wav")).toContainText("Connection lost");
  await expect(waitingRow(page, "cut off.wav").getByRole("button", { name: "Play" })).toBeHidden();
  await page.unrouteAll();
  await choose(page, { name: "text.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("I am no recording.\n".repeat(200)) });
  await expect(waitingRow(page, "text.mp3").getByRole("alert")).toBeVisible();
  await expect(waitingRow(page, "text.mp3").getByRole("button", { name: "Play" })).toBeHidden();
});

test("a recording that cannot be had says so, and is played when it can", async ({ page }) => {
  await openWith(page, "away.wav");
  await page.route("**/api/recordings/*/audio", (route) => route.abort());
  await listen(page, "away.wav");
  await expect(waitingRow(page, "away.wav").getByRole("alert")).toContainText("It could not be played.");
  await page.unrouteAll();
  await waitingRow(page, "away.wav").getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => positionOf(player(page, "away.wav"))).toBeGreaterThan(0);
});

test("where the player's program cannot be had, the page says what to do", async ({ page }) => {
  await openWith(page, "unreached.wav");
  await page.route("**/_next/static/chunks/*.js", (route) => route.abort());
  await listen(page, "unreached.wav");
  await expect(waitingRow(page, "unreached.wav").getByRole("alert")).toHaveText("It could not be played. Load the page again when there is a connection.");
  await page.unrouteAll();
  await page.reload();
  await listen(page, "unreached.wav");
  await expect.poll(() => positionOf(player(page, "unreached.wav"))).toBeGreaterThan(0);
});
