import { expect, test } from "@playwright/test";
import { choose, toneWav, transcribe, transcript } from "../local/transcribe-page";
import { behave, createTasks } from "./stand-in";
import { openTranscript, transcriptRegion } from "./transcript-page";

test("times of every wrong kind are put in order, and every word can be read", async ({ page }) => {
  const times = [[0.1, 0.3], [5, 0.4], [-3, -1], [null, null], ["1.5", "1.7"], [1e12, 1e13], [2, 2]] as const;
  const words = times.flatMap(([start, end], index) => [{ text: `wrong${index}`, start, end, type: "word" }, { text: " ", type: "spacing" }]);
  await openTranscript(page, { language: "hun", seconds: 4, result: { words } });
  for (const index of times.keys()) await expect(transcriptRegion(page).getByText(`wrong${index}`)).toBeVisible();
});

test("words of a script without spaces stay together as they came", async ({ page }) => {
  const words = ["今日", "は", "晴れ", "です", "。"].map((text, index) => ({ text, start: index / 2, end: index / 2 + 0.4, type: "word", speaker_id: "a" }));
  await openTranscript(page, { language: "jpn", seconds: 4, result: { language_code: "jpn", text: "今日は晴れです。", words } });
  await expect(transcriptRegion(page).getByText("今日は晴れです。")).toBeVisible();
  await expect(page.getByRole("list", { name: "About the transcript" }).getByText("Japanese")).toBeVisible();
});

test("a transcription that fails is told in the vendor's own words, and is sent again without another upload", async ({ page }) => {
  const language = "ces";
  await behave(`"language_code":"${language}"`, { steps: [{ state: "fail" }], failCode: "500", failMessage: "Internal server error" });
  await page.goto(`/transcribe?languageCode=${language}`);
  await choose(page, toneWav("ces.wav", 3));
  await transcribe(page);
  const card = transcript(page, "ces.wav");
  await expect(card.getByText("Failed", { exact: true })).toBeVisible();
  await expect(card.getByText("Internal server error")).toBeVisible();
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(transcript(page, "ces.wav")).toHaveCount(2);
  await expect.poll(async () => (await createTasks(`"language_code":"${language}"`)).length).toBe(2);
  await expect(transcript(page, "ces.wav").first().getByText("Failed", { exact: true })).toHaveCount(0);
});
