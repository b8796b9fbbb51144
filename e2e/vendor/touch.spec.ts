import { devices, expect, type Page, test } from "@playwright/test";
import { callAction } from "../app-process";
import { VENDOR_APP } from "../addresses";
import { shareOrder } from "../local/access-table";
import { choose, toneWav, waitingRow } from "../local/transcribe-page";
import { smallTargets } from "../touch-targets";
import { generateButton, makeTake, newSentence, openStudio, takesOf } from "./studio";
import { openTranscript, resultOf, say, transcriptRegion } from "./transcript-page";
import type { ShareView } from "@/lib/shares/schema";

test.use({ ...devices["Pixel 7"] });

async function expectLargeTargets(page: Page, where: string): Promise<void> {
  expect(await smallTargets(page), where).toEqual([]);
}

test("a finger hits whatever there is on any page", async ({ page }) => {
  test.slow();
  const sentence = newSentence();
  await openStudio(page, "?timestamps=true");
  await expectLargeTargets(page, "an empty studio");
  await page.getByRole("button", { name: "Change voice" }).click();
  await page.getByRole("button", { name: "Change settings" }).click();
  await page.getByText("Context", { exact: true }).click();
  await generateButton(page).click();
  await expectLargeTargets(page, "a studio with everything open");
  await makeTake(page, sentence);
  await takesOf(page, sentence.marker).getByRole("button", { name: "Delete" }).click();
  await expectLargeTargets(page, "a studio with a take");
  await takesOf(page, sentence.marker).getByRole("link", { name: sentence.marker }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(sentence.marker);
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectLargeTargets(page, "the keyboard shortcuts");
  await page.getByRole("button", { name: "Close" }).click();
  await expectLargeTargets(page, "a take's page");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectLargeTargets(page, "the dialog of a share");

  const words = Array.from({ length: 14 }, (_, speaker) => say("Here I am, still.", speaker, speaker + 1, `speaker_${speaker}`)).flat();
  const { id } = await openTranscript(page, { language: "tha", seconds: 15, result: resultOf(words) });
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("here");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await expectLargeTargets(page, "a transcript");
  await page.keyboard.press("Escape");
  await transcriptRegion(page).getByRole("button", { name: "Rename Speaker 3" }).click();
  await page.getByRole("button", { name: "Transcribe again" }).click();
  await expect(page.getByRole("dialog", { name: "Transcribe again" })).toBeVisible();
  await expectLargeTargets(page, "the dialog of another transcript");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Copy options" }).click();
  await expectLargeTargets(page, "a transcript that is changed");
  const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(id), title: "For a thumb" });
  const { url } = (result as { value: { share: ShareView } }).value.share;

  await page.goto("/transcribe");
  await choose(page, toneWav("thumb.wav", 2), { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("picture") });
  await expect(waitingRow(page, "thumb.wav")).toContainText("0:02");
  await expectLargeTargets(page, "the page of recordings");
  for (const address of ["/history", "/shares", "/nowhere", url, `${url}/embed`, "/s/nothing"]) {
    await page.goto(address);
    await expectLargeTargets(page, address);
  }
});
