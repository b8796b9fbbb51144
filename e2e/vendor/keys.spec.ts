import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { isPaused, openTranscript, positionOf, resultOf, say } from "./transcript-page";

const TALK = [...say("The harbour was full, and the harbour master knew it.", 0, 10), ...say("Which harbour do you mean?", 10, 20, "speaker_1"), ...say("The old one by the sea.", 20, 30)];

/** What the system is told, and what it may ask of the page. */
function system(page: Page) {
  return page.evaluate(() => ({
    title: navigator.mediaSession.metadata?.title ?? null,
    artist: navigator.mediaSession.metadata?.artist ?? null,
    state: navigator.mediaSession.playbackState,
    actions: [...window.mediaActions.keys()].toSorted(),
  }));
}

declare global {
  interface Window {
    /** The handlers of media keys that the page has set. */
    mediaActions: Map<MediaSessionAction, MediaSessionActionHandler>;
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.mediaActions = new Map();
    const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
    navigator.mediaSession.setActionHandler = (action, handler) => {
      set(action, handler);
      if (handler === null) window.mediaActions.delete(action);
      else window.mediaActions.set(action, handler);
    };
  });
});

test("a page's keys are listed on it, do what is said of them, and single ones can be switched off in all tabs", async ({ page, context }) => {
  await openTranscript(page, { language: "swa", seconds: 30, result: resultOf(TALK) });
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await expect(sheet.getByRole("region", { name: "Playback" })).toContainText(/Play or pause/);
  await expect(sheet.getByRole("region", { name: "On a word of the transcript" })).toBeVisible();
  await expect(sheet).not.toContainText("Generate speech");
  await expectAccessible(page);
  await page.keyboard.press("k");
  expect(await isPaused(page)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  for (const [key, positionMs] of [["l", 5000], ["ArrowRight", 10_000], ["n", 20_000], ["p", 10_000], ["p", 0], ["l", 5000], ["j", 0]] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => positionOf(page), key).toBe(positionMs);
  }
  await page.keyboard.press(".");
  await expect(page.getByRole("combobox", { name: "Playback speed" })).toHaveValue("1.25");
  await page.keyboard.press("Control+k");
  expect(await isPaused(page)).toBe(true);
  await page.keyboard.press("k");
  await expect.poll(() => isPaused(page)).toBe(false);
  await page.keyboard.press("Space");
  await expect.poll(() => isPaused(page)).toBe(true);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search transcript" })).toBeFocused();
  await page.keyboard.type("l?");
  await expect(page.getByRole("searchbox", { name: "Search transcript" })).toHaveValue("l?");
  await expect(sheet).toBeHidden();

  const other = await context.newPage();
  await other.goto("/history");
  await other.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await other.getByRole("switch", { name: "Single-key shortcuts" }).click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(sheet.getByRole("switch", { name: "Single-key shortcuts" })).not.toBeChecked();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).click();
  for (const key of ["k", "Space", "?", "n"]) await page.keyboard.press(key);
  expect([await isPaused(page), await sheet.isVisible()]).toEqual([true, false]);
});

test("the system and the page's title know what plays, media keys move it, and all of it is forgotten with the player", async ({ page }) => {
  await openTranscript(page, { language: "swe", seconds: 30, result: resultOf(TALK) });
  await expect(page).toHaveTitle("swe.wav · Soundcheck");
  expect((await system(page)).title).toBeNull();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page).toHaveTitle("▶ swe.wav · Soundcheck");
  const actions = ["nexttrack", "pause", "play", "previoustrack", "seekbackward", "seekforward", "seekto"];
  expect(await system(page)).toEqual({ title: "swe.wav", artist: "Speaker 1, Speaker 2", state: "playing", actions });
  await page.evaluate(() => window.mediaActions.get("pause")?.({ action: "pause" }));
  await expect(page).toHaveTitle("swe.wav · Soundcheck");
  await page.evaluate(() => window.mediaActions.get("seekto")?.({ action: "seekto", seekTime: 12 }));
  await expect.poll(() => positionOf(page)).toBe(12_000);
  await page.evaluate(() => window.mediaActions.get("nexttrack")?.({ action: "nexttrack" }));
  await expect.poll(() => positionOf(page)).toBe(20_000);
  await page.evaluate(() => window.mediaActions.get("play")?.({ action: "play" }));
  await expect.poll(async () => (await system(page)).state).toBe("playing");

  await page.getByRole("link", { name: "History" }).click();
  await expect(page).toHaveTitle("History · Soundcheck");
  expect(await system(page)).toEqual({ title: null, artist: null, state: "none", actions: [] });
});
