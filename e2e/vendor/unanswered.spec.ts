import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import type { Fault } from "../fake-vendor/behaviour";
import { behave, callBack, createTasks, looksAt, madeTask, onlyCreateTask } from "./stand-in";
import { generate, makeTake, newSentence, openStudio, playButton, takesOf, textField } from "./studio";

const FAULTS: readonly [what: string, fault: Fault][] = [
  ["a gateway's error page", { kind: "html-502" }],
  ["half an answer", { kind: "broken-json" }],
  ["a success without a task", { kind: "no-task-id" }],
  ["a gateway's code in JSON", { kind: "code", code: 502, status: 502 }],
  ["a connection that broke off", { kind: "reset-after-reading" }],
];

test("when it is not known whether a task was made, the take says so and is not sent again", async ({ page }) => {
  await openStudio(page);
  const markers: string[] = [];
  for (const [what, create] of FAULTS) {
    await test.step(what, async () => {
      const { marker, text } = newSentence();
      markers.push(marker);
      await behave(marker, { create });
      await generate(page, text);
      const take = takesOf(page, marker);
      await expect(take.getByText("No answer yet")).toBeVisible();
      await expect(take.getByText("it may have been made and charged, or not.")).toBeVisible();
      await expect(take.getByText("After ten minutes you may send it again.")).toBeVisible();
      await expect(take.getByRole("button", { name: /again/i })).toHaveCount(0);
      await expect(textField(page)).toHaveValue(text);
    });
  }
  await makeTake(page, newSentence());
  await page.reload();
  for (const marker of markers) {
    await expect(takesOf(page, marker).getByText("No answer yet")).toBeVisible();
    expect(await createTasks(marker)).toHaveLength(1);
  }
});

test("an answer that never comes is given up after half a minute, and the take is not sent again", { tag: "@long" }, async ({ page }) => {
  test.setTimeout(90_000);
  const { marker, text } = newSentence();
  await behave(marker, { create: { kind: "hang" } });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("Sending", { exact: true })).toBeVisible();
  await expect(take.getByText("No answer yet")).toBeVisible({ timeout: 60_000 });
  await expect(take.getByText("The speech service did not answer in time, so it may have been made")).toBeVisible();
  await expectAccessible(page);
  expect(await createTasks(marker)).toHaveLength(1);
});

test("a take whose answer was lost arrives by itself when the vendor calls back", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { create: { kind: "reset-after-reading" }, taskCreated: true, delayMs: 2000 });
  await openStudio(page);
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(take.getByText("No answer yet")).toBeVisible();
  await expect(playButton(take)).toBeVisible();
  expect(await createTasks(marker)).toHaveLength(1);
});

test("a callback that names somebody else's task brings nothing", async ({ page }) => {
  const [lost, other] = [newSentence(), newSentence()];
  await behave(lost.marker, { create: { kind: "html-502" } });
  await openStudio(page);
  await generate(page, lost.text);
  await expect(takesOf(page, lost.marker).getByText("No answer yet")).toBeVisible();
  await makeTake(page, other);
  const strange = await madeTask(other.marker);
  const looks = await looksAt(strange);

  expect(await callBack((await onlyCreateTask(lost.marker)).callBackUrl, strange.taskId)).toBe(200);
  await expect.poll(() => looksAt(strange)).toBe(looks + 1);
  await makeTake(page, newSentence());
  await page.reload();
  await expect(takesOf(page, lost.marker).getByText("No answer yet")).toBeVisible();
});
