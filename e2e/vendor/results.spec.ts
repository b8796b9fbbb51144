import { expect, test } from "@playwright/test";
import type { Behaviour } from "../fake-vendor/behaviour";
import { behave, createTasks, fetchesOf, looksAt, madeTask } from "./stand-in";
import { generate, newSentence, openStudio, playButton, takesOf } from "./studio";

test("a result whose link has expired is kept after the record was read again", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { file: "404-once" });
  await openStudio(page);
  await generate(page, text);
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  const task = await madeTask(marker);
  expect(await fetchesOf(task)).toBe(2);
  expect(await looksAt(task)).toBe(2);
});

test("a result that is gone is given up after some tries, and can be looked for again", { tag: "@long" }, async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { file: "404" });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("This is done, but its result could not be fetched. The link to it answered with HTTP 404.")).toBeVisible();
  const task = await madeTask(marker);
  const tries = await fetchesOf(task);
  expect(tries).toBeGreaterThan(1);
  await take.getByRole("button", { name: "Check again" }).click();
  await expect.poll(() => fetchesOf(task)).toBeGreaterThan(tries);
  expect(await createTasks(marker)).toHaveLength(1);
});

const NOT_SPEECH: readonly [what: string, file: NonNullable<Behaviour["file"]>, reason: string][] = [
  ["a web page", "html", "What the link gave is not audio."],
  ["words that claim to be audio", "not-audio", "What the link gave is not audio."],
  ["a gigabyte", "huge", "larger than"],
  ["bytes without an end", "endless", "larger than"],
];

test("what is no speech is not kept, and the take says why", async ({ page }) => {
  await openStudio(page);
  for (const [what, file, reason] of NOT_SPEECH) {
    await test.step(what, async () => {
      const { marker, text } = newSentence();
      await behave(marker, { file });
      await generate(page, text);
      const take = takesOf(page, marker);
      await expect(take.getByText("This is done, but its result could not be fetched.")).toContainText(reason);
      await expect(take.getByLabel("Settings")).toContainText("Credits12.5");
      await expect(take.getByRole("link", { name: "Download" })).toHaveCount(0);
      expect(await fetchesOf(await madeTask(marker))).toBe(1);
    });
  }
});
