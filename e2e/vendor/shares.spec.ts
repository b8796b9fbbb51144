import { type Browser, expect, type Page, test } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import { expectAccessible } from "../accessible";
import { VENDOR_APP } from "../addresses";
import { callAction } from "../app-process";
import { shareOrder } from "../local/access-table";
import { untilTranscriptListens } from "../open-page";
import { makeTake, newSentence, openStudio, readTake } from "./studio";
import { clickWord, isPaused, marked, openTranscript, positionOf, resultOf, say, transcriptRegion } from "./transcript-page";

const MEETING = [
  ...say("Good morning everybody, and thank you for coming this early. (laughter) Let us begin.", 0.3, 6),
  ...say("Before that, may I ask whether the numbers from Tuesday have arrived?", 6.4, 11, "speaker_1"),
  ...say("They have. Marguerite brought them along herself.", 11.3, 15),
];

/** Fills in the dialog and presses "Create link"; gives the link. */
async function createLink(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = dialog.getByRole("textbox", { name: `Link to ${title}` }).first();
  await expect(link).toBeVisible();
  return link.inputValue();
}

/** A page of somebody who has never been here. */
async function teammate(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  return (await browser.newContext(options)).newPage();
}

/** Selects the words from one up to another, both in the same turn. */
async function selectWords(page: Page, from: string, to: string): Promise<void> {
  await transcriptRegion(page).getByRole("paragraph").filter({ hasText: from }).first().evaluate((paragraph, [first = "", last = ""]) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(first) ?? -1;
      const end = node.textContent?.indexOf(last) ?? -1;
      if (start >= 0) range.setStart(node, start);
      if (end >= 0) range.setEnd(node, end + last.length);
    }
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }, [from, to]);
}

test("a teammate reads and hears what was shared, until it is taken back", async ({ page, browser }) => {
  test.slow();
  const { id } = await openTranscript(page, { language: "est", seconds: 16, result: resultOf(MEETING) });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByRole("heading", { name: "Share", exact: true })).toBeVisible();

  // What was typed stays when the server does not answer.
  await page.route("**/tasks/**", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await dialog.getByRole("textbox", { name: "Title" }).fill("Tuesday's numbers");
  await dialog.getByRole("button", { name: "Create link" }).click();
  await expect(dialog.getByRole("alert")).toContainText("did not answer");
  await page.unroute("**/tasks/**");
  await expect(dialog.getByRole("textbox", { name: "Title" })).toHaveValue("Tuesday's numbers");
  await expectAccessible(page);
  const link = await createLink(page, "Tuesday's numbers");
  await dialog.getByRole("button", { name: "Copy link" }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const other = await teammate(browser, { viewport: { width: 390, height: 800 } });
  expect((await other.goto(`${link}?t=6.5,9.9`))?.status()).toBe(200);
  await expect(other.getByRole("heading", { level: 1, name: "Tuesday's numbers" })).toBeVisible();
  await untilTranscriptListens(other);
  await expect(transcriptRegion(other)).toContainText("Marguerite brought them along herself.");
  await expect(other.getByRole("button", { name: /Rename/ })).toHaveCount(0);
  await expect(other.getByRole("navigation")).toHaveCount(0);
  // The link is a stretch: it is marked, not played, and playing it stops at its end.
  await expect.poll(() => positionOf(other)).toBe(6500);
  expect(await isPaused(other)).toBe(true);
  expect((await marked(other, "linked-range")).join(" ")).toBe(MEETING.filter(({ start }) => start >= 6.5 && start < 9.9).map(({ text }) => text).join(" "));
  await other.getByRole("combobox", { name: "Playback speed" }).selectOption("2");
  await other.getByRole("button", { name: "Play 0:06–0:09" }).click();
  await expect.poll(() => isPaused(other)).toBe(false);
  await expect.poll(() => isPaused(other)).toBe(true);
  expect(await positionOf(other)).toBe(9900);
  // However far one reads, the player stays.
  await other.setViewportSize({ width: 390, height: 480 });
  await other.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  expect(await other.evaluate(() => scrollY)).toBeGreaterThan(0);
  await expect(other.getByRole("button", { name: "Play", exact: true })).toBeInViewport({ ratio: 1 });
  await other.setViewportSize({ width: 390, height: 800 });
  await clickWord(other, "Marguerite");
  await expect.poll(() => positionOf(other)).toBe((MEETING.find(({ text }) => text === "Marguerite")?.start ?? -1) * 1000);
  await expectAccessible(other);
  expect(await other.context().cookies()).toEqual([]);
  const card = await other.request.get(await other.locator("meta[property='og:image']").getAttribute("content").then((url) => new URL(url ?? "").pathname));
  expect([card.status(), card.headers()["content-type"]]).toEqual([200, "image/png"]);

  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("group", { name: "Delete this transcript?" })).toContainText("Tuesday's numbers");
  await page.getByRole("link", { name: "Shares" }).click();
  const row = page.getByRole("article", { name: "Tuesday's numbers" });
  await expect(row).toContainText("1 view");
  await row.getByRole("button", { name: "Revoke" }).click();
  await expect(row).toContainText("Revoked");
  await expectAccessible(page);
  expect((await other.reload())?.status()).toBe(410);
  await expect(other.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await expectAccessible(other);
  expect(await other.content()).not.toContain("Tuesday");
  expect((await other.request.get(`/tasks/${id}`)).status()).toBe(404);
});

test("a shared page is read and heard without JavaScript", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "lit", seconds: 16, result: resultOf(MEETING) });
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("switch", { name: "Ask for a password" }).click();
  await page.getByLabel("Password", { exact: true }).fill("low tide");
  const link = await createLink(page, "Behind a word");

  const other = await teammate(browser, { javaScriptEnabled: false });
  await other.goto(`${link}?t=11.3`);
  expect(await other.content()).not.toContain("Behind a word");
  await other.getByLabel("Password").fill("high tide");
  await other.getByRole("button", { name: "Open" }).click();
  await expect(other.getByRole("alert")).toBeVisible();
  await other.getByLabel("Password").fill("low tide");
  await other.getByRole("button", { name: "Open" }).click();
  await expect(other.getByRole("heading", { name: "Behind a word" })).toBeVisible();
  // Nothing here knows the reader's time zone.
  await expect(other.getByText(/ · As of \w+ \d+, \d+ UTC$/)).toBeVisible();
  await expect(other.getByText("They have. Marguerite brought them along herself.")).toBeVisible();
  await expect(other.getByText("Speaker 2").first()).toBeVisible();
  await expect(other.locator("audio[controls]")).toBeVisible();
  await expect(other.getByRole("button")).toHaveCount(0);
  await other.goto(`${link}?t=11.3`);
  await expect(other.locator("audio[controls]")).toHaveAttribute("src", /#t=11\.3$/);
  expect(id).not.toBe("");

  await page.goto(`${link}/embed`);
  await expect(page.getByRole("heading", { name: "This asks for a password" })).toBeVisible();
  await expectAccessible(page);
});

test("a shared text comes with the page, once, and can be read while the rest of it cannot be loaded", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "ltz", seconds: 16, result: resultOf(MEETING) });
  const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(id), title: "Tuesday's numbers" });
  const { url } = (result as { value: { share: ShareView } }).value.share;
  const other = await teammate(browser);
  await other.route("**/media/transcript", (route) => route.abort());
  const html = (await (await other.goto(url))?.text()) ?? "";
  expect(html.split("Marguerite")).toHaveLength(2);
  await expect(other.getByRole("main").getByRole("alert")).toContainText("The server did not answer");
  await expect(transcriptRegion(other)).toContainText("Marguerite brought them along herself.");

  await other.unroute("**/media/transcript");
  await other.getByRole("button", { name: "Try again" }).click();
  await untilTranscriptListens(other);
  await clickWord(other, "Marguerite");
  await expect.poll(() => positionOf(other)).toBe((MEETING.find(({ text }) => text === "Marguerite")?.start ?? -1) * 1000);
  await expect(other.getByRole("main").getByRole("alert")).toHaveCount(0);

  // What is pressed before it is there is not lost.
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await other.route("**/media/transcript", (route) => held.then(() => route.continue()));
  const asked = other.waitForRequest("**/media/transcript");
  await other.reload();
  await asked;
  await other.getByRole("button", { name: "Play", exact: true }).click();
  answer();
  await expect(other.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("a reader quotes a passage with its time, with the keyboard alone", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "glg", seconds: 16, result: resultOf(MEETING) });
  const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(id), title: "Tuesday's numbers" });
  const { url } = (result as { value: { share: ShareView } }).value.share;
  const other = await teammate(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await other.goto(url);
  await untilTranscriptListens(other);
  const toolbar = other.getByRole("toolbar", { name: "Selected words" });
  const copied = () => other.evaluate(() => navigator.clipboard.readText());
  await transcriptRegion(other).getByRole("button", { name: "Good", exact: true }).focus();
  for (const key of ["ArrowDown", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight"]) await other.keyboard.press(key);
  await expect.poll(() => other.evaluate(() => String(getSelection()).replace(/\s+/g, " "))).toContain("begin.");
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
  const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(id), title: "Said aloud" });
  const { url } = (result as { value: { share: ShareView } }).value.share;
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

test("a passage is shared alone", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "lav", seconds: 16, result: resultOf(MEETING) });
  await selectWords(page, "Before", "Tuesday");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /^Copy link to 0:06/ }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/tasks/${id}\\?t=6\\.4,`));
  await page.getByRole("button", { name: "Share this passage" }).click();
  const link = await createLink(page, "About the numbers");
  const answer = await page.request.get(`/api/shares?taskId=${id}`);
  const { shares } = (await answer.json()) as { shares: ShareView[] };
  expect(shares.map(({ passage }) => passage?.startMs)).toEqual([6400]);

  const other = await teammate(browser);
  await other.goto(link);
  await untilTranscriptListens(other);
  await expect(transcriptRegion(other)).toContainText("whether the numbers from Tuesday");
  expect(await other.content()).not.toMatch(/Marguerite|everybody|arrived/);
});
