import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { VENDOR_APP } from "../addresses";
import { callAction } from "../app-process";
import { shareOrder } from "../local/access-table";
import { openPage } from "../open-page";
import { shareOf, teammate } from "./shared-result";
import { makeTake, newSentence, openStudio, readTake } from "./studio";

const TITLE = `"Tide" & <b>sand</b>`;

/** A page of somebody else's, on a server of their own, with `code` in it. */
async function publish(code: string): Promise<{ url: string; close: () => void }> {
  const body = `<!doctype html><meta name="viewport" content="width=device-width"><body style="margin: 0">${code}`;
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end(body)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

/** Makes a take, and gives its id. */
async function makeTakeToShare(page: Page): Promise<string> {
  await openStudio(page);
  const sentence = newSentence();
  await makeTake(page, sentence);
  return (await readTake(page, sentence.marker)).id;
}

test("the code that is offered with a link plays in another page, at any width, with nothing cut off", async ({ page, browser }) => {
  await openStudio(page);
  const take = await makeTake(page, newSentence());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await take.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("textbox", { name: "Title" }).fill(TITLE);
  await dialog.getByRole("button", { name: "Create link" }).click();
  await dialog.getByRole("button", { name: "Copy embed code" }).click();
  await expect(dialog.getByText("Embed code copied")).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain(`src="${VENDOR_APP.url}/s/`);

  const article = await publish(code);
  for (const hand of [{}, { hasTouch: true, isMobile: true }]) {
    const reader = await teammate(browser, hand);
    for (const width of [320, 620, 900]) {
      await reader.setViewportSize({ width, height: 700 });
      await reader.goto(article.url);
      const player = reader.getByTitle(TITLE, { exact: true }).contentFrame();
      await expect(player.getByRole("heading", { name: TITLE })).toBeVisible();
      const main = player.getByRole("main");
      // Before that its styles may be missing: a lazy frame keeps nobody waiting.
      await expect.poll(() => main.evaluate(() => document.readyState)).toBe("complete");
      const { content, frame } = await main.evaluate(() => ({ content: document.documentElement.scrollHeight, frame: [innerWidth, innerHeight] }));
      expect(frame[0]).toBe(width);
      expect(content).toBeLessThanOrEqual(frame[1] ?? 0);
    }
    const player = reader.getByTitle(TITLE, { exact: true }).contentFrame();
    await player.getByRole("button", { name: "Play" }).click();
    await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
    await reader.context().close();
  }
  article.close();
});

test("the code is offered for what plays in other pages alone", async ({ page }) => {
  const id = await makeTakeToShare(page);
  const share = (change: Readonly<Record<string, unknown>>) => callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(id), ...change });
  await shareOf(page, id, "Heard by everybody");
  await share({ title: "Behind a word", password: "low tide" });
  await share({ title: "Only to read", includes: { audio: false, transcript: true, settings: false } });
  await openPage(page, "/shares");
  const offered = (title: string) => page.getByRole("article", { name: title }).getByRole("button", { name: "Copy embed code" });
  await expect(offered("Heard by everybody")).toBeVisible();
  for (const title of ["Behind a word", "Only to read"]) {
    await expect(page.getByRole("article", { name: title }).getByRole("button", { name: "Copy link" })).toBeVisible();
    await expect(offered(title)).toHaveCount(0);
  }
  const open = page.getByRole("article", { name: "Heard by everybody" });
  await open.getByRole("button", { name: "Revoke" }).click();
  await open.getByRole("button", { name: "Revoke for good" }).click();
  await expect(open).toContainText("Revoked");
  await expect(offered("Heard by everybody")).toHaveCount(0);
});

test("where the browser does not allow copying, link and code stand there selected", async ({ page }) => {
  const id = await makeTakeToShare(page);
  const url = await shareOf(page, id, "By hand");
  // A page that comes without https has no clipboard.
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await openPage(page, "/shares");
  const row = page.getByRole("article", { name: "By hand" });
  for (const [what, name, value] of [["link", "Link to By hand", url], ["code", "Embed code of By hand", `${url}/embed"`]] as const) {
    await row.getByRole("button", { name: what === "link" ? "Copy link" : "Copy embed code" }).click();
    await expect(row.getByText(`The browser did not allow copying. The ${what} is selected: copy it with the keyboard.`)).toBeVisible();
    const field = row.getByRole("textbox", { name });
    await expect(field).toBeFocused();
    expect(await field.evaluate((element: HTMLInputElement) => element.value.slice(element.selectionStart ?? 0, element.selectionEnd ?? 0))).toContain(value);
  }
});
