import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { VENDOR, VENDOR_APP } from "../addresses";
import type { Behaviour } from "../fake-vendor/behaviour";
import { behave, createTasks, haveLookedAt, type MadeTask, madeTask } from "./stand-in";
import { generate, newSentence, openStudio, playButton, readTake, takesOf } from "./studio";

/** Everything that a page's browser is sent from now on: headers and bodies, and the events of its streams. */
async function recordAnswers(page: Page): Promise<readonly string[]> {
  const answers: string[] = [];
  await page.route("**", async (route) => {
    if (route.request().url().endsWith("/api/events")) return route.fallback();
    const response = await route.fetch();
    answers.push(response.url(), JSON.stringify(response.headersArray()), await response.text());
    return route.fulfill({ response });
  });
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.enable");
  browser.on("Network.eventSourceMessageReceived", ({ data }) => answers.push(data));
  return answers;
}

async function read(page: Page, address: string): Promise<void> {
  await page.evaluate((path) => fetch(path).then((response) => response.arrayBuffer()), address);
}

/** More than a page asks for by itself before its stream is open. */
const HELD_QUERIES = 40;

const LEAKS: readonly Behaviour[] = [
  { create: { kind: "code", code: 401, message: `The key ${VENDOR.apiKey} is not known` } },
  { create: { kind: "html-502" } },
  { steps: [{ state: "fail" }], failMessage: `The key ${VENDOR.apiKey} has no rights` },
  { file: "404" },
  { output: "none" },
];

test("the browser and the log are told nothing that is between us and the vendor", async ({ page }) => {
  const answers = await recordAnswers(page);
  const fine = newSentence();
  const made: MadeTask[] = [];
  const tokens: string[] = [];
  await openStudio(page, "?timestamps=true");
  // Held until the page's stream is open, so that the stream surely has something to say of it.
  await behave(fine.marker, { steps: [{ state: "waiting", forQueries: HELD_QUERIES }, { state: "success" }], callback: "none" });
  const stream = page.waitForResponse((response) => response.url().endsWith("/api/events"));
  await generate(page, fine.text);
  await stream;
  const fineTask = await madeTask(fine.marker);
  await haveLookedAt(fineTask, HELD_QUERIES + 1);
  await expect(playButton(takesOf(page, fine.marker))).toBeVisible();
  made.push(fineTask);

  for (const behaviour of LEAKS) {
    const { marker, text } = newSentence();
    await behave(marker, behaviour);
    await generate(page, text);
    await expect(takesOf(page, marker).getByText(/^(Failed|No answer yet)$/)).toBeVisible();
    if (behaviour.create === undefined) made.push(await madeTask(marker));
    tokens.push(...(await createTasks(marker)).map(({ callBackUrl }) => callBackUrl.split("/").at(-1) ?? ""));
  }
  tokens.push(...made.map(({ callBackUrl }) => callBackUrl.split("/").at(-1) ?? ""));
  await expect(page.getByText("The key [redacted] is not known")).toBeVisible();
  await expect(page.getByText("The key [redacted] has no rights")).toBeVisible();
  await page.reload();
  await expect(takesOf(page, fine.marker)).toBeVisible();
  const { id, audio } = await readTake(page, fine.marker);
  for (const address of [audio?.url ?? "", audio?.downloadUrl ?? "", `/api/tasks/${id}/words`, "/api/tasks", "/api/rates", "/api/voices", "/api/health"]) {
    await read(page, address);
  }
  const toldElsewhere = answers.join("\n");
  // Only the page of the take itself names the vendor's id of it, for who asks the vendor about it.
  for (const address of [`/tasks/${id}`, `/api/tasks/${id}`]) await read(page, address);

  const told = answers.join("\n");
  const log = readFileSync(VENDOR_APP.logFile, "utf8");
  expect(told).toContain(fine.marker);
  expect(told).toContain(JSON.stringify({ taskId: id }));
  expect(log).toContain(id);
  expect(tokens.every((token) => token.length === 43)).toBe(true);
  // A record's `param` repeats the request, with its callBackUrl.
  for (const secret of [VENDOR.apiKey, VENDOR.webhookKey, ...tokens, "callBackUrl", "remainedCredits", "2510330"]) {
    expect(told.includes(secret), `the browser was told ${secret}`).toBe(false);
    expect(log.includes(secret), `the log says ${secret}`).toBe(false);
  }
  for (const { taskId, audioUrl } of made) {
    expect(toldElsewhere.includes(taskId), "the browser was told the vendor's id of a task").toBe(false);
    expect(told.includes(audioUrl), "the browser was told a link of the vendor").toBe(false);
    expect(log.includes(audioUrl), "the log says a link of the vendor").toBe(false);
  }
});
