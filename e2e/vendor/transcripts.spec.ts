import { expect, type Page, test } from "@playwright/test";
import type { Behaviour } from "../fake-vendor/behaviour";
import { toneWav } from "../fake-vendor/audio";
import { behave } from "./stand-in";

const WAV = toneWav("a recording of half a dozen words, long enough to be played");
let recordings = 0;

/** Uploads a recording, has it transcribed as told, and opens its page. */
async function openTranscript(page: Page, transcript: Record<string, unknown>, behaviour: Behaviour = {}): Promise<void> {
  recordings += 1;
  const name = `talk ${Date.now()}-${recordings}.wav`;
  await page.goto("/transcribe");
  await page.getByLabel("Recording", { exact: true }).setInputFiles([{ name, mimeType: "audio/wav", buffer: WAV }]);
  await expect.poll(async () => (await readyRecording(page, name))?.state).toBe("ready");
  await behave((await readyRecording(page, name))?.id ?? "", { transcript, ...behaviour });
  await page.getByRole("button", { name: "Transcribe", exact: true }).click();
  await page.getByRole("list", { name: "Transcripts" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function readyRecording(page: Page, name: string): Promise<{ id: string; state: string } | undefined> {
  const answer = await page.request.get("/api/recordings");
  const { recordings: all } = (await answer.json()) as { recordings: { id: string; name: string; state: string }[] };
  return all.find((recording) => recording.name === name);
}

const transcriptOf = (page: Page) => page.getByRole("region", { name: "Transcript" });
const word = (text: string, start: unknown, end: unknown, speaker?: string) => ({ text, start, end, type: "word", ...(speaker === undefined ? {} : { speaker_id: speaker }) });
const space = { text: " ", type: "spacing" };

test("markup in a transcript is shown as text, on the page and in what is downloaded", async ({ page }) => {
  const markup = "<img src=x onerror=alert(1)>";
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await openTranscript(page, { language_code: "eng", words: [word("Hello", 0, 0.5, "<i>0</i>"), space, word(markup, 0.6, 1, "<i>0</i>"), space, { text: "(laughter)", type: "audio_event", start: 1, end: 1.5 }] });
  await expect(transcriptOf(page).getByText(markup)).toBeVisible();
  await expect(transcriptOf(page).getByText("(laughter)")).toBeVisible();
  expect(await transcriptOf(page).locator("img").count()).toBe(0);
  expect(dialogs).toEqual([]);
  const taskId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const vtt = await (await page.request.get(`/api/tasks/${taskId}/exports/vtt`)).text();
  expect(vtt).toContain("&lt;img");
  expect(vtt).not.toContain("<img");
});

test("a transcript may have fifty speakers", async ({ page }) => {
  const words = Array.from({ length: 50 }, (_, index) => [word(`word${index}`, index / 10, (index + 1) / 10, `speaker_${index}`), space]).flat();
  await openTranscript(page, { words });
  await expect(transcriptOf(page).getByRole("button", { name: "Rename Speaker 50" })).toBeVisible();
  await expect(page.getByText("50 speakers")).toBeVisible();
});

test("a transcript without words says so", async ({ page }) => {
  await openTranscript(page, { language_code: "eng", language_probability: 0.5, words: [], text: "" });
  await expect(page.getByText(/No speech was found/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("text without times is shown, and says that it cannot be followed", async ({ page }) => {
  await openTranscript(page, { text: "Only the text of it came back." });
  await expect(transcriptOf(page).getByText("Only the text of it came back.")).toBeVisible();
  await expect(page.getByText(/times/).first()).toBeVisible();
});

test("times of every wrong kind are put in order, and every word can be read", async ({ page }) => {
  const times = [[0.1, 0.3], [5, 0.4], [-3, -1], [null, null], ["1.5", "1.7"], [1e12, 1e13], [2, 2]];
  const words = times.flatMap(([start, end], index) => [word(`wrong${index}`, start, end), space]);
  await openTranscript(page, { words });
  for (const index of times.keys()) await expect(transcriptOf(page).getByText(`wrong${index}`)).toBeVisible();
});

test("right-to-left and spaceless scripts keep their direction and their words", async ({ page }) => {
  await openTranscript(page, { words: [word("مرحبا", 0, 0.4, "a"), space, word("بالعالم", 0.5, 1, "a"), word("今日", 4, 4.4, "b"), word("は", 4.4, 4.6, "b"), word("晴れ", 4.6, 5, "b")] });
  await expect(transcriptOf(page).getByText("مرحبا بالعالم")).toBeVisible();
  await expect(transcriptOf(page).getByText("今日は晴れ")).toBeVisible();
  const direction = await transcriptOf(page).getByText("مرحبا بالعالم").evaluate((element) => getComputedStyle(element).direction);
  expect(direction).toBe("rtl");
});

test("a transcription that fails is told in the vendor's own words, and can be sent again without another upload", async ({ page }) => {
  await openTranscript(page, {}, { steps: [{ state: "fail" }], failCode: "500", failMessage: "Internal server error" });
  await expect(page.getByText("Failed", { exact: true })).toBeVisible();
  await expect(page.getByText("Internal server error")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.goto("/transcribe");
  await expect(page.getByRole("list", { name: "Transcripts" }).getByRole("article").first().getByText("Failed")).toHaveCount(0);
});
