import { expect, test } from "@playwright/test";
import { behave, createTasks } from "./stand-in";
import { generate, newSentence, openStudio, playButton, takesOf, textField } from "./studio";

const CODES: readonly [code: number, status: number, sentence: string][] = [
  [401, 200, "The speech service does not accept this app's API key."],
  [402, 200, "The speech service account has run out of credits."],
  [422, 422, "The speech service did not accept this text or these settings."],
  [433, 200, "This app's API key has reached the spending limit set for it."],
  [455, 503, "The speech service is down for maintenance."],
  [500, 500, "The speech service had an internal error."],
  [501, 200, "The speech service could not produce a result."],
  [505, 200, "The speech service has switched this feature off."],
];

test("a refusal is told on the take in our words and the vendor's, and nothing is lost or sent again", async ({ page }) => {
  await openStudio(page, "?stability=0.31");
  for (const [code, status, sentence] of CODES) {
    await test.step(`code ${code} under HTTP ${status}`, async () => {
      const { marker, text } = newSentence();
      await behave(marker, { create: { kind: "code", code, status, message: `No, says ${marker}.`, withTaskId: true } });
      await generate(page, text);
      const take = takesOf(page, marker);
      await expect(take.getByText("Failed", { exact: true })).toBeVisible();
      await expect(take.getByText(sentence)).toBeVisible();
      await expect(take.getByText(`own words (code ${code}): No, says ${marker}.`)).toBeVisible();
      await expect(take.getByLabel("Settings")).toContainText("Stability0.31");
      await expect(textField(page)).toHaveValue(text);
      expect(await createTasks(marker)).toHaveLength(1);
    });
  }
});

test("a voice that the vendor does not know fails with its words, and may be tried again as another take", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { create: { kind: "code", code: 422, message: "voice_id nosuchvoice does not exist" } });
  await openStudio(page, "?voice=nosuchvoice");
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take).toHaveAccessibleName(/^nosuchvoice/);
  await expect(take.getByText("voice_id nosuchvoice does not exist")).toBeVisible();

  await take.getByRole("button", { name: "Try again" }).click();
  await expect(takesOf(page, marker)).toHaveCount(2);
  await expect(playButton(takesOf(page, marker).first())).toBeVisible();
  await expect(takesOf(page, marker).last().getByText("Failed", { exact: true })).toBeVisible();
  const [first, second, ...others] = await createTasks(marker);
  expect(second?.input).toEqual(first?.input);
  expect(others).toEqual([]);
});

test("too many requests send the take back to wait, say why, and it is sent again by itself", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { create: { kind: "http-429", retryAfterSeconds: 3 } });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("Waiting to be sent")).toBeVisible();
  await expect(take.getByText("The speech service is getting too many requests at the moment.")).toBeVisible();
  await expect(playButton(take)).toBeVisible();
  expect(await createTasks(marker)).toHaveLength(2);
});

test("what waits to be sent can be cancelled, and is then not sent", async ({ page }) => {
  const [cancelled, later] = [newSentence(), newSentence()];
  for (const { marker } of [cancelled, later]) await behave(marker, { create: { kind: "http-429", retryAfterSeconds: 3 } });
  await openStudio(page);
  await generate(page, cancelled.text);
  // It may have to wait for others before it is sent at all.
  await expect(takesOf(page, cancelled.marker).getByText("The speech service is getting too many requests at the moment.")).toBeVisible();
  await takesOf(page, cancelled.marker).getByRole("button", { name: "Cancel" }).click();
  await expect(takesOf(page, cancelled.marker).getByText("Cancelled before it was sent")).toBeVisible();
  // The later one waits as long from a later moment: when it is there, the time of the first has passed.
  await generate(page, later.text);
  await expect(playButton(takesOf(page, later.marker))).toBeVisible();
  expect(await createTasks(cancelled.marker)).toHaveLength(1);
});
