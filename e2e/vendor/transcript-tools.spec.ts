import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { untilTranscriptListens } from "../open-page";
import { marked, openTranscript, resultOf, say, transcriptRegion } from "./transcript-page";

const TALK = [
  ...say("The harbour was full, and the harbour master knew it.", 0, 5),
  ...say("Which Harbour do you mean?", 5, 8, "speaker_1"),
  ...say("The old café by the sea.", 8, 11),
];

function search(page: Page) {
  return { box: page.getByRole("searchbox", { name: "Search transcript" }), status: page.getByRole("search").getByRole("status") };
}

test("a search counts what it finds, marks all of it and goes from one to the next", async ({ page }) => {
  await openTranscript(page, { language: "wol", seconds: 12, result: resultOf(TALK) });
  const { box, status } = search(page);
  await box.fill("harbour");
  await expect(status).toHaveText("1 of 3");
  await expect.poll(() => marked(page, "search-match")).toEqual(["harbour", "harbour", "Harbour"]);
  expect(await marked(page, "search-current")).toEqual(["harbour"]);
  await box.press("Enter");
  await page.getByRole("button", { name: "Next match" }).click();
  await expect(status).toHaveText("3 of 3");
  await expect.poll(() => marked(page, "search-current")).toEqual(["Harbour"]);
  await box.press("Shift+Enter");
  await expect(status).toHaveText("2 of 3");
  await box.fill("CAFE by");
  await expect(status).toHaveText("1 of 1");
  await expect.poll(() => marked(page, "search-match")).toEqual(["café by"]);
  await box.fill("lighthouse");
  await expect(status).toHaveText("No matches");
  await box.press("Escape");
  await expect(box).toHaveValue("");
  await expect.poll(() => marked(page, "search-match")).toEqual([]);
});

test("a speaker is renamed in place, everywhere and for good", async ({ page }) => {
  const { id } = await openTranscript(page, { language: "zul", seconds: 12, result: resultOf(TALK) });
  const region = transcriptRegion(page);
  const field = region.getByRole("textbox");
  await region.getByRole("button", { name: "Rename Speaker 1" }).last().click();
  await field.fill("Anna");
  await field.press("Escape");
  await expect(region.getByRole("button", { name: "Rename Speaker 1" })).toHaveCount(2);

  await region.getByRole("button", { name: "Rename Speaker 1" }).last().click();
  await field.fill("Anna Bell");
  await field.press("Enter");
  await expect(region.getByRole("button", { name: "Rename Anna Bell" })).toHaveCount(2);
  await expect(field).toBeHidden();
  await expect(page.getByRole("list", { name: "Speakers" })).toContainText("Anna Bell");
  await page.reload();
  await untilTranscriptListens(page);
  await expect(region.getByRole("button", { name: "Rename Anna Bell" })).toHaveCount(2);
  expect(await (await page.request.get(`/api/tasks/${id}/exports/vtt`)).text()).toContain("Anna Bell");

  await page.route(`**/tasks/${id}`, (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await region.getByRole("button", { name: "Rename Speaker 2" }).click();
  await field.fill("Bob");
  await field.press("Enter");
  await expect(region.getByRole("alert")).toHaveText("The server did not answer. What you typed stays here: press Enter again.");
  await expect(field).toHaveValue("Bob");
  await page.unroute(`**/tasks/${id}`);
  const long = "Roberta-Wilhelmina von und zu Somewhere Really Far Away Indeed";
  await field.fill(long);
  await field.press("Enter");
  await expect(region.getByRole("button", { name: `Rename ${long}` })).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await region.getByRole("button", { name: `Rename ${long}` }).click();
  await field.fill("");
  await field.press("Enter");
  await expect(region.getByRole("button", { name: "Rename Speaker 2" })).toHaveCount(1);
});

test("the transcript and what is selected of it are copied as one reads them", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openTranscript(page, { language: "xho", seconds: 12, result: resultOf(TALK) });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy transcript" }).click();
  await expect.poll(copied).toBe(
    "Speaker 1: The harbour was full, and the harbour master knew it.\n\nSpeaker 2: Which Harbour do you mean?\n\nSpeaker 1: The old café by the sea.",
  );
  await page.getByRole("button", { name: "Copy options" }).click();
  const options = page.getByRole("group", { name: "Copy options" });
  await options.getByRole("switch", { name: "Speakers" }).click();
  await options.getByRole("switch", { name: "Times" }).click();
  await options.getByRole("button", { name: "Copy link to 0:00" }).click();
  await expect.poll(copied).toBe(`${page.url()}?t=0`);
  await expect(page.getByText("Link to 0:00 copied. It opens in this browser: for others, share it.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(options).toBeHidden();

  await transcriptRegion(page).getByRole("paragraph").nth(1).evaluate((second, wanted) => {
    const third = second.closest("section")?.querySelectorAll("p")[2];
    const place = (element: Element | undefined, offset: number) => {
      const walker = document.createTreeWalker(element ?? second, NodeFilter.SHOW_TEXT);
      return [walker.nextNode() ?? second, offset] as const;
    };
    const [from, to] = [place(second, wanted.from), place(third, wanted.to)];
    getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  }, { from: "Which ".length, to: "The old".length });
  await page.keyboard.press("ControlOrMeta+c");
  await expect.poll(copied).toBe("Harbour do you mean?\nThe old");
  await page.getByRole("button", { name: "Copy selection" }).click();
  await expect.poll(copied).toMatch(/^\[[\d:]+\] Harbour do you mean\?\n\n\[[\d:]+\] The old$/);
  const toolbar = page.getByRole("toolbar", { name: "Selected words" });
  await page.emulateMedia({ media: "print" });
  await expect(toolbar).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await expect(toolbar).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(toolbar).toBeHidden();
});

test("everything is downloaded from one menu", async ({ page }) => {
  await openTranscript(page, { language: "kan", seconds: 12, result: resultOf(TALK) });
  const button = page.getByRole("button", { name: "Download", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Download" });
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  const addresses = await menu.getByRole("menuitem").evaluateAll((items) => items.map((item) => item.getAttribute("href") ?? ""));
  expect(addresses).toHaveLength(8);
  const files = new Set<string>();
  for (const address of addresses) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(200);
    expect(answer.headers()["content-disposition"], address).toContain("attachment");
    files.add(answer.headers()["content-disposition"] ?? "");
  }
  expect([...files], "told apart where they are kept").toHaveLength(8);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  await button.click();
  const downloading = page.waitForEvent("download");
  await menu.getByRole("menuitem", { name: "TXT", exact: true }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain("The harbour was full, and the harbour master knew it.");
});

test("with letters of twice the size, the tools fit the window, and a search can be read", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openTranscript(page, { language: "spa", seconds: 12, result: resultOf(TALK) });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const { box } = search(page);
  await expect(box).toBeVisible();
  expect((await box.boundingBox())?.width).toBeGreaterThan(200);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const { x = -1, width = 0 } = (await page.getByRole("menu", { name: "Download" }).boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
});

test("the waveform is zoomed, scrolls, and turns its page with what plays", async ({ page }) => {
  await openTranscript(page, { language: "tam", seconds: 40, result: resultOf(say("One two three four five six seven.", 0, 39)) });
  const waveform = page.getByRole("region", { name: "Waveform" });
  const zoomIn = page.getByRole("button", { name: "Zoom in" });
  await expect(zoomIn).toHaveAttribute("aria-disabled", "false");
  for (let press = 0; press < 3; press += 1) await zoomIn.click();
  const box = () => waveform.evaluate((region) => {
    const scroller = [...region.querySelectorAll("div")].find((element) => element.scrollWidth > element.clientWidth + 1);
    return { share: (scroller?.clientWidth ?? 1) / (scroller?.scrollWidth ?? 1), start: (scroller?.scrollLeft ?? 0) / (scroller?.scrollWidth ?? 1) };
  });
  expect((await box()).share).toBeCloseTo(1 / 8, 2);
  // A click in the middle of the window is in the middle of the time that the window shows.
  const { x = 0, y = 0, width = 0 } = (await waveform.boundingBox()) ?? {};
  await page.mouse.click(x + width / 2, y + 20);
  const seek = page.getByRole("slider", { name: "Seek" });
  expect(Number(await seek.inputValue())).toBeCloseTo(40 / 16, 1);
  await seek.press("End");
  await expect.poll(async () => (await box()).start).toBeGreaterThan(0.8);
  for (let press = 0; press < 3; press += 1) await page.getByRole("button", { name: "Zoom out" }).click();
  await expect(page.getByRole("button", { name: "Zoom out" })).toHaveAttribute("aria-disabled", "true");
});

test("the time over the waveform is seen at both of its ends, and goes when the waveform moves below the pointer", async ({ page }) => {
  await openTranscript(page, { language: "nep", seconds: 40, result: resultOf(say("One two three four five six seven.", 0, 39)) });
  const waveform = page.getByRole("region", { name: "Waveform" });
  const label = waveform.getByText(/^\d:\d\d · Speaker 1$/);
  const { x = 0, y = 0, width = 0 } = (await waveform.boundingBox()) ?? {};
  for (const [at, time] of [[x + 1, "0:00"], [x + width / 4, "0:10"], [x + width - 3, "0:39"]] as const) {
    await page.mouse.move(at, y + 20);
    await expect(label).toHaveText(`${time} · Speaker 1`);
    await expect(label).toHaveCSS("opacity", "1");
    const box = await label.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(x - 1);
    expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(x + width + 1);
    expect(box?.y).toBeGreaterThanOrEqual(y - 1);
  }
  for (let press = 0; press < 3; press += 1) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.mouse.move(x + width / 4, y + 20);
  await expect(label).toHaveCSS("opacity", "1");
  await page.mouse.wheel(300, 0);
  await expect(waveform.locator("span")).toHaveCSS("opacity", "0");
});

test("on paper a transcript is its title, who spoke, when and what, all of it, and nothing to press", async ({ page }) => {
  const speeches = Array.from({ length: 40 }, (_, turn) => say(`Speech number ${turn} ends here.`, turn * 0.5, turn * 0.5 + 0.4, `speaker_${turn % 2}`)).flat();
  await openTranscript(page, { language: "mkd", seconds: 21, result: resultOf(speeches) });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 1, name: "mkd.wav" })).toBeVisible();
  const region = page.getByRole("region", { name: "Transcript" });
  await expect(region.getByText("Speaker 2").first()).toBeVisible();
  await expect(region.getByText("0:10").first()).toBeVisible();
  await expect(region.getByText("Speech number 39 ends here.")).toBeVisible();
  expect(await region.evaluate((section) => [...section.querySelectorAll("*")].filter((element) => getComputedStyle(element).contentVisibility !== "visible"))).toEqual([]);
  for (const name of ["Play", "Download", "Share", "Transcribe again", "Delete"]) await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  for (const role of ["navigation", "slider", "searchbox"] as const) await expect(page.getByRole(role)).toHaveCount(0);
});
