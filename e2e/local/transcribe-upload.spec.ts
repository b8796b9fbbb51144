import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { openPage } from "../open-page";
import { CHANGED_AT, choose, drop, hashOf, keptHash, readRecordings, slowUploads, toneWav, transcribe, transcript, untilMoving, UPLOAD_RATE, waitingRow } from "./transcribe-page";

test("a dropped file is sent at once, and can be transcribed while it is on its way", async ({ page }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE / 4);
  const file = toneWav("interview.wav", 60);
  await drop(page, [file], CHANGED_AT);
  const row = waitingRow(page, "interview.wav");
  const progress = row.getByRole("progressbar", { name: "Upload" });
  await untilMoving(progress);
  await expect(row).toContainText(/\d.* of 1\.8 MB · .*\/s · .* left/);

  await expect(page.getByRole("button", { name: "Transcribe", exact: true })).toHaveAccessibleDescription(/It starts when the upload is complete/);
  await transcribe(page);
  const card = transcript(page, "interview.wav");
  await expect(card.getByRole("status").filter({ hasText: "Starts when the upload is complete" })).toBeVisible();
  await expect(row).toBeHidden();
  await untilMoving(card.getByRole("progressbar", { name: /Upload/ }));

  // It goes on on another page of the app.
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("link", { name: /^Uploading \d+%$/ })).toBeVisible();
  await slow(null);
  await expect(page.getByText("Starts when the upload is complete")).toBeHidden();
  await expect(page.getByRole("link", { name: /^Uploading/ })).toBeHidden();
  expect(await keptHash(page)).toBe(hashOf(file.buffer));
});

test("an upload that fails while another page is open says so there", async ({ page }) => {
  await page.goto("/transcribe");
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  await page.route("**/api/uploads/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.fallback();
    await refused;
    return route.fulfill({ status: 413, contentType: "text/plain", body: "This recording is larger than the server takes." });
  });
  await choose(page, toneWav("sermon.wav", 2));
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Uploading 0%" })).toBeVisible();
  refuse();
  await expect(page.getByText("sermon.wav: upload failed. This recording is larger than the server takes")).toBeAttached();
  await expect(page).toHaveTitle(/^Upload failed · History/);
  await page.getByRole("link", { name: "Upload failed" }).click();
  const row = waitingRow(page, "sermon.wav");
  await expect(row.getByRole("alert")).toHaveText("This recording is larger than the server takes.");
  await row.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Upload failed" })).toBeHidden();
});

test("speech that was made here is uploaded, and comes back as its words", { tag: "@long" }, async ({ page }) => {
  // The recordings of the other tests are recognised one after another, and this one waits behind them.
  test.setTimeout(240_000);
  await page.goto("/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("The quick brown fox jumps over the lazy dog.");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const { tasks } = (await (await page.request.get("/api/tasks?kind=speech")).json()) as { tasks: { id: string }[] };
  const sound = await page.request.get(`/api/tasks/${tasks[0]?.id ?? ""}/audio`);

  await page.getByRole("link", { name: "Speech to text" }).click();
  await choose(page, { name: "fox.mp3", mimeType: "audio/mpeg", buffer: await sound.body() });
  await expect(waitingRow(page, "fox.mp3")).toContainText(/0:0\d · MP3/);
  await page.keyboard.press("Control+Enter");
  const card = transcript(page, "fox.mp3");
  // It is finished when it no longer says where it is.
  await expect(card.getByText(/^Transcript · 0:0\d$/)).toBeVisible();
  await expect(card.getByText(/Since/)).toBeHidden({ timeout: 200_000 });
  await card.getByRole("link", { name: "fox.mp3" }).click();
  await expect(page.getByRole("region", { name: "Transcript" })).toContainText(/brown fox/);
});

test("several files are several rows and several tasks", async ({ page }) => {
  await page.goto("/transcribe");
  const names = ["one.wav", "two.wav", "three.wav", "four.wav", "five.wav"];
  await choose(page, ...names.map((name, index) => toneWav(name, index + 1)));
  for (const [index, name] of names.entries()) await expect(waitingRow(page, name)).toContainText(`0:0${index + 1} · WAV · mono`);
  await expect(page.getByRole("button", { name: "Transcribe", exact: true })).toHaveAccessibleDescription("Makes 5 transcripts, one for each recording.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("list", { name: "Transcripts" }).getByRole("article")).toHaveCount(5);
  await expect(page.getByRole("list", { name: "To transcribe" })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("list", { name: "Transcripts" }).getByRole("article")).toHaveCount(5);
});

test("an upload pauses, goes on, and can be cancelled", async ({ page }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE);
  await choose(page, toneWav("talk.wav", 60));
  const row = waitingRow(page, "talk.wav");
  await untilMoving(row.getByRole("progressbar", { name: "Upload" }));
  await row.getByRole("button", { name: "Pause" }).press("Enter");
  await expect(row).toContainText(/Paused at/);
  await expect(row.getByRole("button", { name: "Resume" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Transcribe", exact: true })).toHaveAccessibleDescription("It starts when the upload is complete. Resume what is paused.");
  await expectAccessible(page);
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page.getByRole("link", { name: "Upload paused" }).click();
  const [paused] = await readRecordings(page);
  await row.getByRole("button", { name: "Resume" }).click();
  await expect(row).toContainText(/left/);
  await expect.poll(async () => (await readRecordings(page))[0]?.receivedBytes).toBeGreaterThan(paused?.receivedBytes ?? Infinity);
  expect((await readRecordings(page))[0]?.id).toBe(paused?.id);
  await row.getByRole("button", { name: "Cancel" }).click();
  await expect(row).toBeHidden();
  expect(await readRecordings(page)).toEqual([]);
  await expect(page.getByLabel("Recording", { exact: true })).toBeFocused();
});

test("a task that is cancelled while it waits lets its upload rest", async ({ page }) => {
  await page.goto("/transcribe");
  const slow = await slowUploads(page);
  await slow(UPLOAD_RATE / 4);
  await choose(page, toneWav("draft.wav", 60));
  await untilMoving(waitingRow(page, "draft.wav").getByRole("progressbar", { name: "Upload" }));
  await transcribe(page);
  const card = transcript(page, "draft.wav");
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByRole("status").filter({ hasText: "Cancelled" })).toBeVisible();
  await expect(card).toContainText(/Paused at/);
  await card.getByRole("button", { name: "Delete" }).click();
  await card.getByRole("button", { name: "Delete for good" }).click();
  await expect(card).toBeHidden();
  expect(await readRecordings(page)).toEqual([]);
});

test("what is no recording is refused beside its name, and nothing else is lost", async ({ page }) => {
  await page.goto("/transcribe");
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082", "hex");
  const film = test.info().outputPath("silent film.mp4");
  execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=c=black:s=64x64:d=1", "-an", film]);
  await choose(
    page,
    toneWav("good.wav", 3),
    { name: "silent film.mp4", mimeType: "video/mp4", buffer: readFileSync(film) },
    { name: "empty.mp3", mimeType: "audio/mpeg", buffer: Buffer.alloc(0) },
    { name: "photo.png", mimeType: "image/png", buffer: png },
    { name: "picture.mp3", mimeType: "audio/mpeg", buffer: png },
  );
  await expect(waitingRow(page, "empty.mp3").getByRole("alert")).toHaveText("This file is empty: it has 0 bytes.");
  await expect(waitingRow(page, "photo.png").getByRole("alert")).toHaveText("This is not a recording. Choose an audio or video file.");
  await expect(waitingRow(page, "picture.mp3").getByRole("alert")).toHaveText(/PNG/);
  await expect(waitingRow(page, "silent film.mp4").getByRole("alert")).toHaveText(/no sound/i);
  await expect(waitingRow(page, "good.wav")).toContainText("0:03 · WAV");
  for (const name of ["silent film.mp4", "empty.mp3", "photo.png", "picture.mp3"]) {
    await waitingRow(page, name).getByRole("button", { name: "Remove" }).click();
    await expect(waitingRow(page, name)).toBeHidden();
  }
  await transcribe(page);
  await expect(transcript(page, "good.wav")).toBeVisible();
});

test("names can hold anything and are shown as they are", async ({ page }) => {
  await page.goto("/transcribe");
  const long = `${"x".repeat(300)}.wav`;
  const odd = `"quoted" <b onclick=x>bold 🎙️ \u202Egpj.wav`;
  const rightToLeft = "مقابلة.wav";
  await drop(page, [toneWav(long, 1), toneWav(odd, 1), toneWav(rightToLeft, 1), toneWav("../../etc/passwd.wav", 1)], CHANGED_AT);
  const rows = page.getByRole("list", { name: "To transcribe" }).getByRole("listitem");
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: "0:01 · WAV" })).toHaveCount(4);
  await expect(rows.filter({ hasText: `"quoted" <b onclick=x>bold 🎙️` })).toBeVisible();
  await expect(rows.filter({ hasText: rightToLeft })).toBeVisible();
  await expect(rows.filter({ hasText: "passwd.wav" })).not.toContainText("..");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  await transcribe(page);
  await expect(page.getByRole("list", { name: "Transcripts" }).getByRole("article")).toHaveCount(4);
});

test("a file that is dropped on another page is taken to where it is transcribed", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Written before.");
  await drop(page, [toneWav("ferry.wav", 2), { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("picture") }], CHANGED_AT);
  await expect(page).toHaveURL(/\/transcribe$/);
  await expect(waitingRow(page, "ferry.wav")).toContainText("0:02 · WAV · mono");
  await expect(waitingRow(page, "photo.png").getByRole("alert")).toHaveText("This is not a recording. Choose an audio or video file.");
  await page.getByRole("link", { name: "Text to speech", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveText("Written before.");
});

test("what cannot be sent is said also where the rest of its row cannot be had", async ({ page }) => {
  await openPage(page, "/transcribe");
  await page.route("**/_next/static/**", (route) => route.abort());
  await choose(page, { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("picture") });
  await expect(page.getByRole("alert").filter({ hasText: "photo.png" })).toHaveText("photo.png: This is not a recording. Choose an audio or video file.");
});

test("a file that is there already is not uploaded again unless that is wanted", async ({ page }) => {
  const file = toneWav("twice.wav", 2);
  await page.goto("/transcribe");
  await drop(page, [file, file], CHANGED_AT);
  const rows = waitingRow(page, "twice.wav");
  const again = rows.filter({ has: page.getByRole("alert") });
  await expect(again).toContainText("This file is in the list already.");
  await expect(rows.filter({ hasText: "0:02 · WAV · mono" })).toHaveCount(1);
  await expectAccessible(page);
  await again.getByRole("button", { name: "Remove" }).click();
  await expect(rows).toHaveCount(1);
  await transcribe(page);
  await expect(transcript(page, "twice.wav")).toBeVisible();

  await page.reload();
  await expect(transcript(page, "twice.wav")).toBeVisible();
  await drop(page, [file], CHANGED_AT);
  await expect(again).toContainText("There is a transcript of this file already.");
  expect(await readRecordings(page)).toEqual([]);
  await again.getByRole("button", { name: "Upload it once more" }).click();
  await expect(rows).toContainText("0:02 · WAV · mono");
  await drop(page, [toneWav("twice.wav", 3)], CHANGED_AT);
  await expect(rows.filter({ hasText: "0:03 · WAV · mono" })).toBeVisible();
});
