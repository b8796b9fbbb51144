import { expect, test } from "@playwright/test";
import { behave, createTasks, fetchesOf, haveLookedAt, madeTask } from "./stand-in";
import { generate, makeTake, newSentence, openStudio, playButton, takesOf } from "./studio";

test("a failed task is told in the vendor's own words", async ({ page }) => {
  const [known, unknown] = [newSentence(), newSentence()];
  await behave(known.marker, { steps: [{ state: "fail" }], failCode: "501", failMessage: "The voice has lost its breath" });
  await behave(unknown.marker, { steps: [{ state: "fail" }], failCode: "", failMessage: "Nobody knows" });
  await openStudio(page);
  await generate(page, known.text);
  const take = takesOf(page, known.marker);
  await expect(take.getByText("The speech service could not produce a result.")).toBeVisible();
  await expect(take.getByText("own words (code 501): The voice has lost its breath")).toBeVisible();
  await expect(take.getByLabel("Settings")).toContainText("Credits0");
  await expect(take.getByRole("button", { name: "Check again" })).toHaveCount(0);
  await expect(take.getByRole("button", { name: "Try again" })).toBeVisible();

  await generate(page, unknown.text);
  await expect(takesOf(page, unknown.marker).getByText("The speech service reported that the task failed.")).toBeVisible();
  await expect(takesOf(page, unknown.marker).getByText("own words: Nobody knows")).toBeVisible();
});

test("a task that the vendor does not know at first is waited for", async ({ page }) => {
  await openStudio(page);
  for (const code of [422, 404] as const) {
    await test.step(`code ${code}`, async () => {
      const { marker, text } = newSentence();
      await behave(marker, { unknownAnswers: { count: 3, code }, delayMs: 0, callback: "none" });
      await generate(page, text);
      const take = takesOf(page, marker);
      await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
      const task = await madeTask(marker);
      await haveLookedAt(task, 3);
      await expect(take.getByText("Failed", { exact: true })).toHaveCount(0);
      await haveLookedAt(task, 4);
      await expect(playButton(take)).toBeVisible();
      expect(await createTasks(marker)).toHaveLength(1);
    });
  }
});

test("a result may come as an object instead of a text, and a success without a result can be looked at again", async ({ page }) => {
  const whole = newSentence();
  await behave(whole.marker, { output: "object" });
  await openStudio(page);
  await makeTake(page, whole);
  for (const output of ["broken", "none"] as const) {
    await test.step(output, async () => {
      const { marker, text } = newSentence();
      await behave(marker, { output });
      await generate(page, text);
      const take = takesOf(page, marker);
      await expect(take.getByText("The speech service says that this is done, but gave no result.")).toBeVisible();
      await take.getByRole("button", { name: "Check again" }).click();
      await expect(take.getByRole("status").filter({ hasText: "Nothing new yet." })).toBeVisible();
      await expect(take.getByRole("button", { name: "Send again (may be charged again)" })).toBeVisible();
      expect(await createTasks(marker)).toHaveLength(1);
    });
  }
});

test("a result that is there before its time does not count until the state says so", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { output: "early", steps: [{ state: "waiting", forQueries: 3 }, { state: "success" }], callback: "none" });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
  const task = await madeTask(marker);
  await haveLookedAt(task, 2);
  await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
  expect(await fetchesOf(task)).toBe(0);
  await haveLookedAt(task, 4);
  await expect(playButton(take)).toBeVisible();
});

test("a state that nobody has heard of is no end", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { steps: [{ state: "pondering", forQueries: 30 }, { state: "success" }], callback: "none" });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
  const task = await madeTask(marker);
  await haveLookedAt(task, 20);
  await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
  await haveLookedAt(task, 31);
  await expect(playButton(take)).toBeVisible();
});

test("a state that goes back does not take the page back", async ({ page }) => {
  const { marker, text } = newSentence();
  const steps = [{ state: "generating", forQueries: 1 }, { state: "queuing", forQueries: 1 }, { state: "waiting", forQueries: 2 }, { state: "success" }];
  await behave(marker, { steps, callback: "none" });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("Accepted, waiting for the engine")).toBeVisible();
  const task = await madeTask(marker);
  await haveLookedAt(task, 1);
  await expect(take.getByText("Speaking", { exact: true })).toBeVisible();
  await haveLookedAt(task, 4);
  await page.reload();
  await expect(take.getByText("Accepted, waiting for the engine")).toHaveCount(0);
  await haveLookedAt(task, 5);
  await expect(playButton(take)).toBeVisible();
});
