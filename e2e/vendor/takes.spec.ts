import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { createTasks } from "./stand-in";
import { generateButton, makeTake, newSentence, openStudio, playButton, readTake, takesOf, textField } from "./studio";

test("takes stay after a reload, newest first, and are saved under a name that says what they are", async ({ page }) => {
  const [older, newer] = [newSentence("The older one."), newSentence("The newer one.")];
  await openStudio(page);
  await makeTake(page, older);
  await makeTake(page, newer);
  await page.reload();
  const takes = page.getByRole("list", { name: "Takes" }).getByRole("article");
  await expect(takes).toHaveCount(2);
  await expect(takes.first()).toHaveAccessibleName(`Rachel: ${newer.text}`);
  await expect(takes.last()).toHaveAccessibleName(`Rachel: ${older.text}`);

  const download = page.waitForEvent("download");
  await takes.first().getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe(`Rachel - ${newer.text.slice(0, -1)}.wav`);

  await playButton(takes.last()).click();
  await expect(takes.last().getByRole("button", { name: "Pause", exact: true })).toBeVisible();
});

test("the text of a take can be read whole, whether or not its words have times", async ({ page }) => {
  const { marker, text } = newSentence(Array.from({ length: 60 }, (_, line) => `Line ${line + 1} of a long letter.`).join("\n"));
  await openStudio(page);
  const take = await makeTake(page, { marker, text });
  const still = take.getByRole("region", { name: "Text" });
  await still.focus();
  await page.keyboard.press("End");
  await expect(still.getByText("Line 60 of a long letter.")).toBeVisible();
  await expect.poll(() => still.evaluate((region) => region.scrollTop)).toBeGreaterThan(0);
  await expectAccessible(page);

  await take.getByRole("link", { name: marker }).click();
  await expect(page.getByRole("region", { name: "Text" })).toHaveText(text.replaceAll("\n", " "));
});

test("reusing a take's settings makes the same request again", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page, "?voice=Will&stability=0.12&style=0.9&speed=1.1&timestamps=true");
  await page.getByText("Context", { exact: true }).click();
  await page.getByRole("textbox", { name: "Next text" }).fill("And then?");
  const take = await makeTake(page, { marker, text });
  await openStudio(page);
  await textField(page).fill("Something else.");
  await take.getByRole("button", { name: "Reuse settings" }).click();
  await expect(textField(page)).toHaveValue(text);
  await expect(textField(page)).toBeFocused();
  await expect(page).toHaveURL(/voice=Will/);
  await generateButton(page).click();
  await expect(playButton(take)).toHaveCount(2);
  const [first, second] = await createTasks(marker);
  expect(first?.input).toMatchObject({ voice: "Will", stability: 0.12, style: 0.9, speed: 1.1, timestamps: true, next_text: "And then?" });
  expect(second?.input).toEqual(first?.input);
  expect(second?.callBackUrl).not.toBe(first?.callBackUrl);
});

test("what was written before a take's text took its place can be put back", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  const take = await makeTake(page, { marker, text });
  await page.getByText("Context", { exact: true }).click();
  await page.getByRole("textbox", { name: "Next text" }).fill("And then?");
  await textField(page).fill("My own words, not sent yet.");
  await take.getByRole("link", { name: marker }).click();
  await expect(page.getByRole("heading", { level: 1, name: marker })).toBeVisible();
  await page.getByRole("button", { name: "Reuse settings" }).click();
  await expect(textField(page)).toHaveValue(text);
  const replaced = page.getByRole("group", { name: "The text that was replaced" });
  await expect(replaced).toContainText("My own words, not sent yet.");
  await page.reload();
  await replaced.getByRole("button", { name: "Put it back" }).click();
  await expect(textField(page)).toHaveValue("My own words, not sent yet.");
  await expect(page.getByRole("textbox", { name: "Next text" })).toHaveValue("And then?");
  await expect(replaced).toBeHidden();
});

test("who comes back finds voice, settings, text and context as they were", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  const take = await makeTake(page, { marker, text });
  await page.getByRole("radio", { name: "Will" }).check();
  await page.getByRole("spinbutton", { name: "Stability" }).fill("0.3");
  await page.getByText("Context", { exact: true }).click();
  await page.getByRole("textbox", { name: "Previous text" }).fill("What was said before.");
  await expect(page).toHaveURL(/voice=Will&stability=0\.3/);
  const expectAll = async () => {
    await expect(page).toHaveURL(/voice=Will&stability=0\.3/);
    await expect(page.getByRole("radio", { name: "Will" })).toBeChecked();
    await expect(page.getByRole("spinbutton", { name: "Stability" })).toHaveValue("0.30");
    await expect(textField(page)).toHaveValue(text);
    await expect(page.getByRole("textbox", { name: "Previous text" })).toBeVisible();
  };
  await take.getByRole("link", { name: marker }).click();
  await expect(page.getByRole("heading", { level: 1, name: marker })).toBeVisible();
  await page.goBack();
  await expectAll();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
  await page.getByRole("link", { name: "Text to speech" }).click();
  await expectAll();
  await openStudio(page);
  await expectAll();
  await page.getByText("Context", { exact: true }).click();
  await expect(page.getByText("21 characters go with every take")).toBeVisible();
});

test("deleting asks first, and then takes the audio along", async ({ page }) => {
  const sentence = newSentence();
  await openStudio(page);
  const take = await makeTake(page, sentence);
  const { audio, peaksUrl } = await readTake(page, sentence.marker);
  const addresses = [audio?.url ?? "", audio?.downloadUrl ?? "", peaksUrl ?? ""];
  for (const address of addresses) expect((await page.request.get(address)).status()).toBe(200);

  await take.getByRole("button", { name: "Delete" }).click();
  await take.getByRole("group", { name: "Delete this take?" }).getByRole("button", { name: "Keep" }).click();
  await expect(take).toBeVisible();
  await take.getByRole("button", { name: "Delete" }).click();
  await take.getByRole("button", { name: "Delete for good" }).click();
  await expect(takesOf(page, sentence.marker)).toHaveCount(0);
  await page.reload();
  await expect(takesOf(page, sentence.marker)).toHaveCount(0);
  for (const address of addresses) expect((await page.request.get(address)).status()).toBe(404);
});
