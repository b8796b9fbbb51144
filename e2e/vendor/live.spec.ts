import { expect, test } from "@playwright/test";
import { behave } from "./stand-in";
import { makeTake, newSentence, openStudio } from "./studio";

test("a take that ends while the page is open is shown by the server's events alone", async ({ page }) => {
  const sentence = newSentence();
  await behave(sentence.marker, { delayMs: 1500 });
  await page.addInitScript(() => {
    // Without long timers the page cannot poll.
    const start = window.setTimeout.bind(window);
    Object.assign(window, { setTimeout: (act: () => void, ms = 0) => (ms < 500 ? start(act, ms) : 0) });
  });
  await openStudio(page);
  const events = page.waitForResponse(/\/api\/events$/);
  await makeTake(page, sentence);
  expect((await events).headers()["content-type"]).toBe("text/event-stream");
});

test("where the events cannot connect, polling brings the take", async ({ page }) => {
  const sentence = newSentence();
  await behave(sentence.marker, { delayMs: 1500 });
  await page.route("**/api/events", (route) => route.abort());
  await openStudio(page);
  await makeTake(page, sentence);
  await expect(page.getByText("Connection lost")).toBeHidden();
});

test("no stream is open where nothing is under way", async ({ page }) => {
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/events")) streams.push(request.url());
  });
  await openStudio(page);
  await makeTake(page, newSentence());
  const opened = streams.length;
  expect(opened).toBeGreaterThan(0);
  await page.reload({ waitUntil: "networkidle" });
  expect(streams).toHaveLength(opened);
});
