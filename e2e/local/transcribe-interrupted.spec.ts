import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { newDataDirectory, startApp } from "../app-process";
import { CHANGED_AT, choose, drop, hashOf, keptHash, readRecordings, slowUploads, toneWav, transcribe, transcript, untilMoving, UPLOAD_RATE, waitingRow } from "./transcribe-page";

test("after a reload the unfinished upload is listed, and goes on with the same file alone", async ({ page }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE);
  const file = toneWav("lecture.wav", 60);
  await drop(page, [file], CHANGED_AT);
  const row = waitingRow(page, "lecture.wav");
  await untilMoving(row.getByRole("progressbar", { name: "Upload" }));
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(row).toContainText(/are here. Choose the same file to go on/);
  const [before] = await readRecordings(page);
  expect(before?.receivedBytes).toBeGreaterThan(0);

  const chooser = page.waitForEvent("filechooser");
  await row.getByRole("button", { name: "Choose the file" }).click();
  await (await chooser).setFiles([toneWav("lecture.wav", 59)]);
  await expect(row.getByRole("alert")).toContainText("is another file, or it was changed since");

  // What is sent now is only the rest.
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await drop(page, [file], CHANGED_AT);
  await expect(row).toContainText("1:00 · WAV");
  expect(offsets).toEqual([before?.receivedBytes]);
  await transcribe(page);
  await expect(transcript(page, "lecture.wav")).toBeVisible();
  expect(await keptHash(page)).toBe(hashOf(file.buffer));
});

test("a task that waits for an interrupted upload goes on with the same file, too", { tag: "@long" }, async ({ page }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE);
  const file = toneWav("sermon.wav", 60);
  await drop(page, [file], CHANGED_AT);
  await untilMoving(waitingRow(page, "sermon.wav").getByRole("progressbar", { name: "Upload" }));
  await transcribe(page);
  const card = transcript(page, "sermon.wav");
  await expect(card).toBeVisible();
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(card).toContainText(/are here. Choose the same file to go on/);
  await drop(page, [file], CHANGED_AT);
  await expect(card.getByText("Starts when the upload is complete")).toBeHidden();
  await expect(page.getByRole("list", { name: "To transcribe" })).toBeHidden();
  await expect(page.getByRole("list", { name: "Transcripts" }).getByRole("article")).toHaveCount(1);
  expect(await keptHash(page)).toBe(hashOf(file.buffer));
});

test("without a connection a file waits for it, and is sent by itself", async ({ page, context }) => {
  await page.goto("/transcribe");
  await context.setOffline(true);
  await choose(page, toneWav("call.wav", 60));
  const row = waitingRow(page, "call.wav");
  await expect(row).toContainText(/Connection lost, trying again in \d+ sec/);
  await expect(row.getByRole("button", { name: "Resume" })).toBeVisible();
  await transcribe(page);
  await expect(page.getByRole("alert").filter({ hasText: "The server did not answer. Your recordings are safe" })).toBeVisible();
  await context.setOffline(false);
  await expect(row).toContainText("1:00 · WAV");
});

test("an upload outlives a killed server", { tag: "@long" }, async ({ page }) => {
  const { dataDir, remove } = await newDataDirectory();
  const settings = { PORT: String(await freePort()), DATA_DIR: dataDir };
  const killed = await startApp(settings);
  await page.goto(`${killed.url}/transcribe`);
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE);
  const file = toneWav("debate.wav", 60);
  await choose(page, file);
  const row = waitingRow(page, "debate.wav");
  await untilMoving(row.getByRole("progressbar", { name: "Upload" }));
  await transcribe(page);
  const card = transcript(page, "debate.wav");
  await expect(card).toBeVisible();
  await killed.end("SIGKILL");
  await expect(card).toContainText(/Connection lost, trying again/);
  const app = await startApp(settings);
  await expect(card.getByText("Starts when the upload is complete")).toBeHidden();
  await expect.poll(async () => (await page.request.get(`${app.url}/api/tasks?kind=transcription`)).text()).toContain('"state":"ready"');
  const { tasks } = (await (await page.request.get(`${app.url}/api/tasks?kind=transcription`)).json()) as { tasks: { id: string }[] };
  expect(tasks).toHaveLength(1);
  expect(hashOf(await (await page.request.get(`${app.url}/api/tasks/${tasks[0]?.id ?? ""}/original?download=1`)).body())).toBe(hashOf(file.buffer));
  await app.end();
  await remove();
});

test("another tab shows an upload without offering to go on with it", async ({ page, context }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE);
  await choose(page, toneWav("shared.wav", 60));
  await untilMoving(waitingRow(page, "shared.wav").getByRole("progressbar", { name: "Upload" }));
  const other = await context.newPage();
  await other.goto("/transcribe");
  await expect(waitingRow(other, "shared.wav")).toContainText("Being uploaded in another tab");
  await expect(waitingRow(other, "shared.wav").getByRole("button")).toHaveCount(0);
  await slow(null);
  await expect(waitingRow(page, "shared.wav")).toContainText("1:00 · WAV");
});
