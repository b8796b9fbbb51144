import { expect, type Page, test } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import { VENDOR_APP } from "../addresses";
import { expectAccessible } from "../accessible";
import { callAction } from "../app-process";
import { untilTranscriptListens } from "../open-page";
import { MEETING, shareOf, teammate } from "./shared-result";
import { makeTake, newSentence, openStudio, readTake } from "./studio";
import { clickWord, isPaused, marked, openTranscript, positionOf, resultOf, transcriptRegion } from "./transcript-page";

/** Fills in the dialog and presses "Create link"; gives the link. */
async function createLink(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = dialog.getByRole("textbox", { name: `Link to ${title}` }).first();
  await expect(link).toBeVisible();
  return link.inputValue();
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
  await expect(dialog).toContainText("It never expires, and can be revoked under Shares.");
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
  await row.getByRole("group", { name: "Revoke this share?" }).getByRole("button", { name: "Revoke for good" }).click();
  await expect(row).toContainText("Revoked");
  await expectAccessible(page);
  expect((await other.reload())?.status()).toBe(410);
  await expect(other.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await expectAccessible(other);
  expect(await other.content()).not.toContain("Tuesday");
  expect((await other.request.get(`/tasks/${id}`)).status()).toBe(404);
});

test("the dialog lists the links that open, and those that were revoked in it", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "lao", seconds: 16, result: resultOf(MEETING) });
  await shareOf(page, id, "For the board");
  await shareOf(page, id, "For the press");
  const open = () => page.getByRole("button", { name: "Share", exact: true }).click();
  await open();
  const listed = page.getByRole("list", { name: "Shared already" }).getByRole("article");
  await expect(listed).toHaveCount(2);
  const press = listed.and(page.getByRole("article", { name: "For the press" }));
  await press.getByRole("button", { name: "Revoke" }).click();
  await press.getByRole("button", { name: "Revoke for good" }).click();
  await expect(press).toContainText("The link no longer opens.");
  await page.getByRole("button", { name: "Close" }).click();
  await open();
  await expect(listed).toHaveCount(1);
  await expect(listed).toHaveAccessibleName("For the board");
});

test("a link whose take was deleted says the same as one that never was", async ({ page, browser }) => {
  await openStudio(page);
  const sentence = newSentence();
  const take = await makeTake(page, sentence);
  const url = await shareOf(page, (await readTake(page, sentence.marker)).id, "Soon gone");
  await take.getByRole("button", { name: "Delete" }).click();
  await take.getByRole("button", { name: "Delete for good" }).click();
  await expect(take).toHaveCount(0);

  const other = await teammate(browser);
  const read = async (address: string) => {
    expect((await other.goto(address))?.status()).toBe(404);
    return other.getByRole("main").innerText();
  };
  const said = await read(url);
  expect(said).toMatch(/may be missing, or .* may have been deleted/);
  expect(await read(url.slice(0, -3))).toBe(said);
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
  const url = await shareOf(page, id, "Tuesday's numbers");
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

test("who has a share open that changes meanwhile is told to load the page again", async ({ page, browser }) => {
  const { id } = await openTranscript(page, { language: "dan", seconds: 90, result: resultOf(MEETING) });
  const url = await shareOf(page, id, "Soon with a password");
  const guest = await teammate(browser);
  await guest.goto(url);
  await untilTranscriptListens(guest);
  const { shares } = (await (await page.request.get("/api/shares")).json()) as { shares: ShareView[] };
  const shareId = shares.find((share) => share.url === url)?.id;
  await callAction(page.request, VENDOR_APP.url, "changeShare", { shareId, password: "open sesame" });
  await guest.getByRole("button", { name: "Play" }).click();
  await expect(guest.getByRole("alert").filter({ hasText: "could not be played" })).toHaveText("This audio could not be played. Load the page again, in case it has changed.");
  await guest.reload();
  await expect(guest.getByLabel("Password")).toBeVisible();
  await guest.context().close();
});
