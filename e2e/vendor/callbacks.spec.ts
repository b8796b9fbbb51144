import { expect, test } from "@playwright/test";
import { behave, createTasks, fetchesOf, madeTask, noticeStatuses } from "./stand-in";
import type { Behaviour } from "../fake-vendor/behaviour";
import { makeTake, newSentence, openStudio, readTake } from "./studio";

const KINDS: readonly [what: string, callback: NonNullable<Behaviour["callback"]>, answers: readonly number[]][] = [
  ["one callback", "once", [200]],
  ["no callback: polling brings it", "none", []],
  ["twenty callbacks at once", "storm", Array.from({ length: 20 }, () => 200)],
  ["a callback before the answer to createTask", "before-answer", [200]],
  ["a callback signed with another key: it is refused, and polling brings it", "wrongly-signed", [401]],
];

test("a take arrives once, however the vendor calls back", async ({ page }) => {
  await openStudio(page);
  for (const [what, callback, answers] of KINDS) {
    await test.step(what, async () => {
      const sentence = newSentence();
      await behave(sentence.marker, { callback });
      await makeTake(page, sentence);
      const task = await madeTask(sentence.marker);
      await expect.poll(() => noticeStatuses(task)).toEqual(answers);
      expect(await fetchesOf(task)).toBe(1);
      expect(await createTasks(sentence.marker)).toHaveLength(1);
      expect((await readTake(page, sentence.marker)).state).toBe("success");
    });
  }
});

test("a callback for a token that was never given is not found, whatever it says", async ({ request }) => {
  const token = "A".repeat(43);
  for (const data of ['{"code":200,"data":{"taskId":"forged","state":"success"}}', "no JSON", ""]) {
    const response = await request.post(`/api/callbacks/${token}`, { headers: { "content-type": "application/json" }, data });
    expect(response.status()).toBe(404);
  }
});

test("a callback without a signature is refused", async ({ page, request }) => {
  const sentence = newSentence();
  await openStudio(page);
  await makeTake(page, sentence);
  const { callBackUrl, taskId } = await madeTask(sentence.marker);
  const response = await request.post(callBackUrl, { data: { code: 200, data: { taskId } } });
  expect(response.status()).toBe(401);
});
