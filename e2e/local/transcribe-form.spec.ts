import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { choose, toneWav, transcribe, transcript, waitingRow } from "./transcribe-page";

test("the form has the document's fields, and starts with its example", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Speech to text" }).click();
  await expect(page.getByRole("heading", { name: "Speech to text", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Recording", { exact: true })).toHaveAttribute("multiple", "");
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveValue("");
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeVisible();
  const language = page.getByRole("combobox", { name: "Language" });
  await expect(language.getByRole("option")).toHaveCount(100);
  await expect(language.locator("option:checked")).toHaveText("Detect automatically");
  await expect(page.getByRole("switch", { name: "Tag audio events" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Identify speakers" })).toBeChecked();
});

test("the page says what the local engine cannot do", async ({ page }) => {
  await page.goto("/transcribe?languageCode=deu");
  await expect(page.getByText(/US English only, and it writes lower case without punctuation/)).toBeVisible();
  await expect(page.getByRole("switch", { name: "Identify speakers" })).toHaveAccessibleDescription(/Experimental with the local engine/);
  await expect(page.getByRole("switch", { name: "Tag audio events" })).toHaveAccessibleDescription(/No effect with the local engine/);
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveAccessibleDescription("The local engine understands US English only, and refuses German.");
});

test("the settings are in the address and survive a reload", async ({ page }) => {
  await page.goto("/transcribe");
  await page.getByRole("combobox", { name: "Language" }).selectOption("German");
  await page.getByRole("switch", { name: "Tag audio events" }).click();
  await page.getByRole("switch", { name: "Identify speakers" }).click();
  await expect(page).toHaveURL(/\/transcribe\?languageCode=deu&tagAudioEvents=false&diarize=false$/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue("deu");
  await expect(page.getByRole("switch", { name: "Identify speakers" })).not.toBeChecked();
});

test("without a recording the press says what is missing, and where", async ({ page }) => {
  await page.goto("/transcribe");
  await transcribe(page);
  const recording = page.getByLabel("Recording", { exact: true });
  await expect(recording).toHaveAccessibleDescription(/Drop a recording here, give the address of one, record one, or take the sample/);
  await expect(recording).toBeFocused();
  const address = page.getByRole("textbox", { name: "Audio URL" });
  await address.fill("interview.mp3");
  await expect(recording).not.toHaveAccessibleDescription(/Drop a recording/);
  await address.press("Enter");
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveAttribute("aria-invalid", "false");
  await address.press("Control+Enter");
  await expect(address).toHaveAccessibleDescription(/begins with http:\/\/ or https:\/\//);
  await expect(address).toBeFocused();
  await expect(address).toHaveValue("interview.mp3");
});

test("an address of this network is refused with the reason, and the form stays usable", async ({ page }) => {
  const inside = createServer((_request, response) => response.end("secret")).listen(0, "127.0.0.1");
  const { port } = await new Promise<AddressInfo>((resolve) => inside.once("listening", () => resolve(inside.address() as AddressInfo)));
  await page.goto("/transcribe");
  await page.getByRole("textbox", { name: "Audio URL" }).fill(`http://127.0.0.1:${port}/talk.mp3`);
  await transcribe(page);
  const refused = transcript(page, "talk.mp3");
  await expect(refused.getByText("Failed")).toBeVisible();
  await expect(refused).toContainText(/The URL could not be fetched\. \w+/);
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveValue("");
  await refused.getByRole("button", { name: "Delete" }).click();
  await refused.getByRole("button", { name: "Delete for good" }).click();
  await expect(refused).toBeHidden();
  inside.close();
});

test("without a microphone the page says so, and can be used on", async ({ page }) => {
  await page.goto("/transcribe");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByRole("region", { name: "Microphone" }).getByRole("alert")).toHaveText(/press Record again/);
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeEnabled();
});

test("axe finds nothing on the pages of recordings", async ({ page }) => {
  test.slow();
  await page.goto("/transcribe");
  await expectAccessible(page);

  const picture = { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("picture") };
  await choose(page, toneWav("tone.wav", 2), picture);
  await expect(waitingRow(page, "tone.wav")).toContainText("0:02");
  await waitingRow(page, "tone.wav").getByRole("button", { name: "Play" }).click();
  await expect(page.getByLabel("Player of tone.wav")).toBeVisible();
  await expectAccessible(page);

  await transcribe(page);
  await expect(transcript(page, "tone.wav")).toBeVisible();
  await transcript(page, "tone.wav").getByRole("button", { name: "Delete" }).click();
  await expectAccessible(page);

  await page.goto("/history");
  await expect(page.getByRole("article", { name: "tone.wav" })).toBeVisible();
  await expectAccessible(page);
});
