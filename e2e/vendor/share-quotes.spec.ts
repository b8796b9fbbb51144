import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { VENDOR_APP } from "../addresses";
import { untilTranscriptListens } from "../open-page";
import { MEETING, shareOf, teammate } from "./shared-result";
import { makeTake, newSentence, openStudio, readTake } from "./studio";
import { marked, openTranscript, resultOf, transcriptRegion } from "./transcript-page";

test("a reader quotes a passage with its time, with the keyboard alone", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "glg", seconds: 16, result: resultOf(MEETING) });
  const url = await shareOf(page, id, "Tuesday's numbers");
  const other = await teammate(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await other.goto(url);
  await untilTranscriptListens(other);
  const toolbar = other.getByRole("toolbar", { name: "Selected words" });
  const copied = () => other.evaluate(() => navigator.clipboard.readText());
  await transcriptRegion(other).getByRole("button", { name: "Good", exact: true }).focus();
  for (const key of ["ArrowDown", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight"]) await other.keyboard.press(key);
  await expect.poll(() => other.evaluate(() => String(getSelection()).replace(/\s+/g, " "))).toContain("begin.");
  await expect(toolbar).toBeVisible();
  await other.keyboard.press("Tab");
  await expect(toolbar.getByRole("button", { name: "Copy selection" })).toBeFocused();
  await other.keyboard.press("Tab");
  await other.keyboard.press("Enter");
  await expect(toolbar.getByRole("status")).toHaveText("Quote copied");
  const [begin, may] = ["begin.", "that,"].map((wanted) => MEETING.find(({ text }) => text === wanted));
  const link = `${VENDOR_APP.url}${url}?t=${begin?.start ?? 0},${may?.end ?? 0}`;
  expect(await copied()).toBe(`“Speaker 1: begin.\n\nSpeaker 2: Before that,”\n— Tuesday's numbers, 0:00:05–0:00:07\n${link}`);
  await other.keyboard.press("Escape");
  await expect(toolbar).toBeHidden();
  await expect(transcriptRegion(other).getByRole("button", { name: "that,", exact: true })).toBeFocused();
  // One speaker's words, and then a moment.
  await other.keyboard.press("Shift+End");
  await other.keyboard.press("Tab");
  await toolbar.getByRole("button", { name: "Copy as quote" }).press("Enter");
  await expect.poll(copied).toMatch(/^“that, may I ask .* arrived\?”\n— Speaker 2, Tuesday's numbers, 0:00:06–0:00:10\n/);
  await other.goto(link);
  await untilTranscriptListens(other);
  await expect.poll(() => marked(other, "linked-range")).toHaveLength(2);
});

test("a reader quotes what a take says, and points at a moment of it", async ({ page, browser }) => {
  const sentence = newSentence();
  await openStudio(page, "?timestamps=true");
  await makeTake(page, sentence);
  const { id } = await readTake(page, sentence.marker);
  const url = await shareOf(page, id, "Said aloud");
  const other = await teammate(browser, { permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 390, height: 800 } });
  await other.goto(url);
  const copied = () => other.evaluate(() => navigator.clipboard.readText());
  const word = other.getByRole("slider", { name: "Word" });
  // It says its word when it listens.
  await expect(word).toHaveAttribute("aria-valuetext", /./);
  await word.focus();
  for (const key of ["ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"]) await other.keyboard.press(key);
  await expect(other.getByRole("toolbar", { name: "Selected words" })).toBeVisible();
  for (const key of ["Tab", "Tab", "Enter"]) await other.keyboard.press(key);
  const [, second = "", third = "", fourth = ""] = sentence.text.split(" ");
  await expect.poll(copied).toMatch(new RegExp(`^“${second} ${third} ${fourth}”\\n— Said aloud, 0:00:0\\d(–0:00:0\\d)?\\n${VENDOR_APP.url}${url}\\?t=[\\d.]+,[\\d.]+$`));
  await other.keyboard.press("Escape");
  await expect(word).toBeFocused();
  await other.keyboard.press("Enter");
  const moment = other.getByRole("button", { name: /^Copy link to \d:\d\d$/ });
  await moment.click();
  await expect.poll(copied).toMatch(new RegExp(`${url}\\?t=\\d+\\.\\d$`));
  await expectAccessible(other);
});
