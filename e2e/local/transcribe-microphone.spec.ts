import { expect, type Locator, type Page, test } from "@playwright/test";
import { CHROMIUM_WITH_MICROPHONE_ARGS } from "../chromium-args";
import { choose, readRecordings, toneWav, transcribe, transcript, waitingRow } from "./transcribe-page";

const executablePath = process.env["CHROMIUM_PATH"];

test.use({
  launchOptions: {
    // A microphone that beeps, and nobody who must be asked.
    args: [...CHROMIUM_WITH_MICROPHONE_ARGS, "--host-resolver-rules=MAP soundcheck.test 127.0.0.1"],
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

const timer = (page: Page) => page.getByRole("timer", { name: "Recorded" });

/** The seconds of a clock that a place shows, "0:07". */
async function secondsOf(place: Locator): Promise<number> {
  return Number(/0:(\d\d)/.exec((await place.textContent()) ?? "")?.[1]);
}

/** Waits until so many seconds are recorded. */
async function untilRecorded(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => secondsOf(timer(page))).toBeGreaterThanOrEqual(seconds);
}

/** How many pieces of recordings this browser keeps. */
function keptPieces(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("soundcheck");
        opening.onerror = () => reject(new Error("There is no database."));
        opening.onsuccess = () => {
          const counting = opening.result.transaction("chunks").objectStore("chunks").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

test("what the microphone hears is recorded, uploaded and transcribed, and then no longer kept here", async ({ page }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 2);
  const panel = page.getByRole("region", { name: "Microphone" });
  await panel.getByRole("button", { name: "Pause" }).click();
  await expect(panel.getByRole("status")).toHaveText("Paused");
  await panel.getByRole("button", { name: "Resume" }).click();
  await untilRecorded(page, 3);
  await panel.getByRole("button", { name: "Stop" }).click();
  const row = waitingRow(page, "Recording 20");
  await expect(row).toContainText(/0:\d\d · /);
  const [recording] = await readRecordings(page);
  expect(recording).toMatchObject({ origin: "microphone", state: "ready" });
  expect(recording?.durationMs).toBeGreaterThan(2_500);
  await expect.poll(() => keptPieces(page)).toBe(0);
  await transcribe(page);
  await expect(transcript(page, "Recording 20")).toBeVisible();
});

test("what was recorded can be listened to before it is transcribed, but not while the microphone hears it", async ({ page }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 2);
  await page.getByRole("button", { name: "Stop" }).click();
  const row = waitingRow(page, "Recording 20");
  const play = row.getByRole("button", { name: "Play" });
  await play.click();
  const player = page.getByLabel("Player of Recording 20");
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 1);
  await expect(player).toBeHidden();
  await expect(play).toBeDisabled();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(play).toHaveCount(2);
  await expect(play.first()).toBeEnabled();
});

test("a closed tab loses at most a second, and the recording is offered again", { tag: "@long" }, async ({ page, context }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 4);

  // While it is being made, no other tab offers it.
  const other = await context.newPage();
  await other.goto("/transcribe");
  await expect(other.getByRole("button", { name: "Record", exact: true })).toBeEnabled();
  await expect.poll(() => keptPieces(other)).toBeGreaterThanOrEqual(3);
  await expect(other.getByText(/not uploaded yet/)).toBeHidden();

  const recorded = await secondsOf(timer(page));
  await page.close({ runBeforeUnload: false });
  await other.reload();
  const row = waitingRow(other, "not uploaded yet");
  await expect(row).toContainText(/Recorded on .* \(0:\d\d\), not uploaded yet/);
  expect(await secondsOf(row.getByText("Recorded on"))).toBeGreaterThanOrEqual(recorded - 1);

  const download = other.waitForEvent("download");
  await row.getByRole("button", { name: "Save to disk" }).click();
  expect((await download).suggestedFilename()).toMatch(/^Recording .*\.webm$/);
  await row.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => other.getByLabel("Player of Recording 20").evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);

  await row.getByRole("button", { name: "Upload" }).click();
  await expect(waitingRow(other, "Recording 20")).toContainText(/0:\d\d · /);
  await expect(row).toBeHidden();
  await expect.poll(() => keptPieces(other)).toBe(0);
  expect((await readRecordings(other))[0]?.durationMs).toBeGreaterThan(2_500);

  // Nobody else has it now: it is not deleted at one press.
  const uploaded = waitingRow(other, "Recording 20");
  await uploaded.getByRole("button", { name: "Delete" }).click();
  await uploaded.getByRole("button", { name: "Keep" }).click();
  await expect(uploaded).toBeVisible();
  await uploaded.getByRole("button", { name: "Delete" }).click();
  await uploaded.getByRole("button", { name: "Delete for good" }).click();
  await expect(uploaded).toBeHidden();
  await expect.poll(() => readRecordings(other)).toEqual([]);
});

test("without a connection the recording is kept until it can be uploaded", async ({ page, context }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 1);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(waitingRow(page, "Recording 20")).toContainText("Connection lost");
  expect(await keptPieces(page)).toBeGreaterThan(0);

  // The tab is closed all the same, and another opened with a connection.
  const other = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  await other.goto("/transcribe");
  await waitingRow(other, "not uploaded yet").getByRole("button", { name: "Upload" }).click();
  await expect(waitingRow(other, "Recording 20")).toContainText(/0:\d\d · /);
  await expect.poll(() => keptPieces(other)).toBe(0);
});

test("a recording that nobody wants is deleted from this browser", async ({ page, context }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 2);
  const other = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await other.goto("/transcribe");
  const row = waitingRow(other, "not uploaded yet");
  await other.getByRole("button", { name: "Transcribe", exact: true }).click();
  await expect(other.getByText("Upload what you recorded first: it is in the list below.")).toBeVisible();
  await row.getByRole("button", { name: "Delete" }).click();
  await row.getByRole("button", { name: "Delete for good" }).click();
  await expect(row).toBeHidden();
  expect(await keptPieces(other)).toBe(0);
  expect(await readRecordings(other)).toEqual([]);
});

test("what was recorded is said to be kept where the program of its row cannot be had", async ({ page, context }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await untilRecorded(page, 1);
  const other = await context.newPage();
  await page.close({ runBeforeUnload: false });
  // What the page itself names comes, and what its scripts ask for does not.
  const html = await (await other.request.get("/transcribe")).text();
  await other.route("**/_next/static/chunks/*.js", (route) => (html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort()));
  await other.goto("/transcribe");
  await expect(other.getByText("What you recorded is kept in this browser. Load the page again when there is a connection.")).toBeVisible();
  await other.unrouteAll();
  await other.reload();
  await expect(waitingRow(other, "not uploaded yet").getByRole("button", { name: "Upload" })).toBeVisible();
});

test("a page without https on another machine says why it has no microphone, and uploads all the same", async ({ page, baseURL }) => {
  await page.goto(`${(baseURL ?? "").replace("127.0.0.1", "soundcheck.test")}/transcribe`);
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "only to pages with https" })).toBeVisible();
  await choose(page, toneWav("file.wav", 2));
  await expect(waitingRow(page, "file.wav")).toContainText("0:02 · WAV");
});

test("who refuses the microphone is told why beside nothing that moves", async ({ page, baseURL }) => {
  await page.goto(`${(baseURL ?? "").replace("127.0.0.1", "soundcheck.test")}/transcribe`);
  const record = page.getByRole("button", { name: "Record", exact: true });
  const address = page.getByRole("textbox", { name: "Audio URL" });
  const before = [await record.boundingBox(), await address.boundingBox()];
  await record.click();
  await expect(page.getByRole("alert").filter({ hasText: "only to pages with https" })).toBeVisible();
  expect([await record.boundingBox(), await address.boundingBox()]).toEqual(before);
});
