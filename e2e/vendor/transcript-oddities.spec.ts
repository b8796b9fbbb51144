import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { openTranscript, resultOf, say, transcriptRegion } from "./transcript-page";

test("markup in the text is text", async ({ page }) => {
  const words = say("<b>bold</b> <img src=x onerror=alert(1)> &amp; <script>alert(2)</script> (<i>laughter</i>) </p>", 0, 4, "<u>speaker</u>");
  page.on("dialog", () => expect(false, "Something in the text was run.").toBe(true));
  await openTranscript(page, { language: "slk", seconds: 5, result: resultOf(words) });
  const paragraph = transcriptRegion(page).getByRole("paragraph");
  await expect(paragraph).toHaveText(words.map(({ text }) => text).join(" "));
  expect(await paragraph.evaluate((element) => element.querySelectorAll("b, i, img, script").length)).toBe(0);
});

test("fifty speakers are fifty names, told apart by more than their colour", { tag: "@long" }, async ({ page }) => {
  const words = Array.from({ length: 50 }, (_, speaker) => say("Here I am.", speaker * 0.5, speaker * 0.5 + 0.5, `speaker_${speaker}`)).flat();
  await openTranscript(page, { language: "tel", seconds: 26, result: resultOf(words) });
  const names = transcriptRegion(page).getByRole("button", { name: /^Rename Speaker \d+$/ });
  await expect(names).toHaveCount(50);
  const looks = await names.evaluateAll((buttons) => buttons.map((button) => `${button.style.getPropertyValue("--speaker")} ${button.dataset["shape"] ?? ""} ${button.firstElementChild?.textContent ?? ""}`));
  expect(new Set(looks).size).toBe(50);
  await page.getByRole("button", { name: "and 38 more" }).click();
  await expect(page.getByRole("list", { name: "Speakers" }).getByRole("listitem")).toHaveCount(50);
});

test("a recording without speech says so", async ({ page }) => {
  await openTranscript(page, { language: "urd", seconds: 3, result: { language_code: "eng", language_probability: 0.3, text: "", words: [] } });
  await expect(transcriptRegion(page)).toHaveText("No speech was found.");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("a text without times is shown, and says that it cannot be sought", async ({ page }) => {
  await openTranscript(page, { language: "uzb", seconds: 3, result: { text: "Only the text came back." } });
  const region = transcriptRegion(page);
  await expect(region).toContainText("The engine gave no times for this text");
  await expect(region.getByText("Only the text came back.")).toBeVisible();
  await region.getByText("Only the text came back.").click();
  expect(await page.evaluate(() => [...(CSS.highlights.get("spoken-word") ?? [])].length)).toBe(0);
});

test("words from right to left are walked in the direction that is read", async ({ page }) => {
  await openTranscript(page, { language: "ara", seconds: 5, result: resultOf(say("مرحبا بكم جميعا هنا", 0, 4)) });
  const region = transcriptRegion(page);
  await region.getByRole("button", { name: "مرحبا" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(region.getByRole("button", { name: "بكم" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(region.getByRole("button", { name: "مرحبا" })).toBeFocused();
  await expectAccessible(page);
});

test("axe finds nothing on a transcript's page, whatever is open on it", async ({ page }) => {
  test.slow();
  const words = Array.from({ length: 9 }, (_, speaker) => say("Here I am, (laughter) still.", speaker, speaker + 1, `speaker_${speaker}`)).flat();
  await openTranscript(page, { language: "vie", seconds: 10, result: resultOf(words) });
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("here");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Copy options" }).click();
  await transcriptRegion(page).getByRole("button", { name: "Rename Speaker 3" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Transcribe again" }).click();
  await expectAccessible(page);
});
