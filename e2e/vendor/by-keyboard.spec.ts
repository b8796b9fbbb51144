import { expect, test } from "@playwright/test";
import { openPage, untilTranscriptListens } from "../open-page";
import { toneWav, transcript } from "../local/transcribe-page";
import { tabTo } from "../tab-to";
import { behave } from "./stand-in";
import { newSentence, openStudio, playButton, takesOf, textField } from "./studio";
import { marked, resultOf, say, transcriptRegion } from "./transcript-page";

test("a text becomes a take that is heard, downloaded and shared, by keyboard alone", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
  await page.keyboard.press("Enter");
  await tabTo(page, textField(page));
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
  const take = takesOf(page, marker);
  await expect(playButton(take)).toBeVisible();
  await expect(page.getByText("Rachel: Ready", { exact: true })).toBeAttached();
  await tabTo(page, page.getByRole("link", { name: "Skip the settings" }));
  await page.keyboard.press("Enter");
  await tabTo(page, playButton(take));
  await page.keyboard.press("Space");
  await expect(take.getByRole("button", { name: "Pause", exact: true })).toBeFocused();
  await tabTo(page, take.getByRole("link", { name: "Download" }));
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toContain(marker);

  const share = take.getByRole("button", { name: "Share" });
  await tabTo(page, share);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: "Create link" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("The link is ready")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(share).toBeFocused();
});

test("a recording becomes a transcript that is walked, named and shared, by keyboard alone", async ({ page }) => {
  const talk = [...say("The tide is out.", 0, 4), ...say("So are the boats.", 4, 8, "speaker_1")];
  await behave(`"language_code":"fin"`, { transcript: resultOf(talk) });
  // Before the page is there: a browser takes a moment to learn that its choosers are waited for, and shows them to nobody until then.
  const chooser = page.waitForEvent("filechooser");
  await openPage(page, "/transcribe?languageCode=fin");
  await tabTo(page, page.getByLabel("Recording", { exact: true }));
  await page.keyboard.press("Space");
  await (await chooser).setFiles([toneWav("fin.wav", 8)]);
  await page.keyboard.press("Control+Enter");
  const link = transcript(page, "fin.wav").getByRole("link");
  await expect(link).toBeVisible();
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  const region = transcriptRegion(page);
  await expect(region).toBeVisible({ timeout: 30_000 });
  await untilTranscriptListens(page);

  await tabTo(page, region.getByRole("button", { name: "The", exact: true }));
  for (const key of ["ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  await expect.poll(() => marked(page, "spoken-word")).toEqual(["are"]);
  await page.keyboard.press("F2");
  await page.keyboard.type("Anna");
  await page.keyboard.press("Enter");
  await expect(region.getByRole("button", { name: "Rename Anna" })).toBeVisible();
  await expect(region.getByRole("button", { name: "are", exact: true })).toBeFocused();

  const share = page.getByRole("button", { name: "Share", exact: true });
  await tabTo(page, share, "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: "Create link" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("The link is ready")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(share).toBeFocused();
});
