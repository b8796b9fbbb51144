import { expect, type Locator, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { PRESET_VOICES } from "@/lib/speech/voices";
import { beginApp } from "../app-life";
import { callAction, readTakes, takeInput } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { generate, takesOf } from "../vendor/studio";
import { choose, toneWav, transcribe, transcript } from "./transcribe-page";

/** The place in the queue that a card shows; 1 where it shows none because it is sent next, 0 when it was sent. */
async function placeOf(card: Locator): Promise<number> {
  const text = (await card.textContent()) ?? "";
  if (!text.includes("Waiting to be sent")) return 0;
  return Number(/place (\d+) in the queue/.exec(text)?.[1] ?? 1);
}

test("behind 105 takes of one and 25 of others, a place is shown, moves up by itself, and what waits can be cancelled anywhere", { tag: "@long" }, async ({ page: theirs, browser, playwright }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const app = await beginApp(vendor);
  // Nobody's turn comes before the test says so.
  vendor.behave({ default: { create: { kind: "http-429", retryAfterSeconds: 60 } } });
  const voices = PRESET_VOICES.map(({ name }) => name);
  for (let press = 0; press < 5; press += 1) {
    await callAction(theirs.request, app.url, "createTakes", takeInput({ text: `Number ${press} of many.`, voices }));
  }

  // And one each of 25 others.
  const others = await Promise.all(Array.from({ length: 25 }, () => playwright.request.newContext()));
  for (const other of others) await callAction(other, app.url, "createTakes", takeInput());

  const context = await browser.newContext();
  const mine = await context.newPage();
  await mine.goto(app.url);
  for (const word of ["first", "second", "third"]) await generate(mine, `My ${word} take.`);
  const third = takesOf(mine, "My third take");
  await expect(third).toContainText(/place \d+ in the queue/);
  const place = await placeOf(third);
  // In turn with who asked for so many, not behind all of them.
  expect(place).toBeLessThan(40);
  await takesOf(mine, "My first take").getByRole("button", { name: "Cancel" }).click();
  await expect(takesOf(mine, "My first take").getByRole("status").filter({ hasText: "Cancelled before it was sent" })).toBeVisible();
  await takesOf(mine, "My second take").getByRole("link", { name: /My second take/ }).click();
  await expect(mine.getByRole("heading", { level: 1 })).toContainText("My second take");
  await mine.getByRole("button", { name: "Cancel" }).click();
  await expect(mine.getByRole("status").filter({ hasText: "Cancelled before it was sent" })).toBeVisible();
  await expectAccessible(mine);

  await mine.goto(`${app.url}/transcribe`);
  await choose(mine, toneWav("queue.wav", 2));
  await transcribe(mine);
  const recording = transcript(mine, "queue.wav");
  await expect(recording.getByRole("status").filter({ hasText: "Waiting to be sent" })).toBeVisible();
  await recording.getByRole("button", { name: "Cancel" }).click();
  await expect(recording.getByRole("status").filter({ hasText: "Cancelled before it was sent" })).toBeVisible();
  await mine.goto(app.url);
  await expect(third).toContainText(/place \d+ in the queue/);
  await expectAccessible(mine);
  const before = await placeOf(third);
  expect(before).toBeLessThan(place);
  // Nothing tells this page of what others do; it asks.
  for (const other of others.slice(0, 5)) {
    const [waiting] = await readTakes(other, app.url);
    await callAction(other, app.url, "cancelTask", { taskId: waiting?.id });
    await other.dispose();
  }
  await expect.poll(() => placeOf(third)).toBeLessThan(before);

  // Who has so many sees all of them, and can still take one back.
  await theirs.goto(app.url);
  const comparisons = theirs.getByRole("list", { name: "Takes" }).getByRole("article");
  const more = theirs.getByRole("button", { name: "Show older takes" });
  for (let shown = await comparisons.count(); shown < 5; shown = await comparisons.count()) {
    await more.click();
    await expect(comparisons).not.toHaveCount(shown);
  }
  const last = takesOf(theirs, "Number 4").getByRole("region", { name: "Lily" });
  await last.getByRole("button", { name: "Cancel" }).click();
  await expect(last.getByRole("status").filter({ hasText: "Cancelled before it was sent" })).toBeVisible();
  expect(vendor.requests.filter(({ body }) => /My (first|second)/.test(body ?? ""))).toEqual([]);
  await context.close();
  await app.end();
  await vendor.close();
});
