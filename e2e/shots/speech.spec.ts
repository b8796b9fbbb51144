import { expect, test } from "@playwright/test";
import { callAction, readTakes, takeInput } from "../app-process";
import { openPage } from "../open-page";
import { generateButton, textField } from "../vendor/studio";
import { takePictures, takeReadmePictures } from "./pictures";
import { share, type Stage, startStage, startVendorStage } from "./stage";

const STORY =
  "The lighthouse keeper wound the clock at six, as she had every evening for thirty years. Below her the tide was coming in, and with it the first boats; she knew each of them by the sound of its engine.";
const SENTENCES = [
  "Good morning. Your train leaves from platform nine in twelve minutes.",
  "Nobody had told the children that the circus would leave before breakfast.",
  "Please hold the line: somebody will be with you in a moment.",
  "A recipe is a promise that somebody made to your kitchen.",
  "It rained for three days, and on the fourth the river came to look at the town.",
];

test("text to speech", async ({ browser }) => {
  const stage: Stage = await startStage();
  const page = await browser.newPage({ baseURL: stage.url });

  await openPage(page, "/");
  await takePictures(page, "speech-empty");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Change voice" }).click();
  await page.getByRole("button", { name: "Change settings" }).click();
  await takePictures(page, "speech-choosing");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await takePictures(page, "shortcuts", { whole: false });

  await openPage(page, "/?voice=Lily&stability=0.3&style=0.4&timestamps=true");
  await textField(page).fill(STORY);
  await page.getByText("Context", { exact: true }).click();
  await takePictures(page, "speech-filled");

  for (const [index, text] of SENTENCES.entries()) {
    await callAction(page.request, stage.url, "createTakes", takeInput({ text, voices: [["Rachel", "George", "Lily", "Brian", "Charlotte"][index] ?? "Rachel"], timestamps: index % 2 === 0 }));
  }
  await expect.poll(async () => (await readTakes(page.request, stage.url)).filter(({ state }) => state === "success").length).toBe(SENTENCES.length);
  await openPage(page, "/");
  await textField(page).fill("");
  const newest = page.getByRole("list", { name: "Takes" }).getByRole("article").first();
  await newest.getByRole("slider", { name: "Seek" }).press("ArrowRight");
  await takePictures(page, "speech-takes");

  const [take] = await readTakes(page.request, stage.url);
  await openPage(page, `/tasks/${take?.id ?? ""}`);
  await page.getByRole("slider", { name: "Seek" }).press("ArrowRight");
  await takePictures(page, "task-speech");

  const link = await share(page.request, stage.url, take?.id ?? "", { title: "The river comes to town", includes: { audio: true, transcript: true, settings: true } });
  await page.goto(link);
  await takePictures(page, "shared-speech");

  await openPage(page, "/history");
  await takePictures(page, "history-some");
  await openPage(page, "/history?search=river");
  await takePictures(page, "history-found");

  await openPage(page, "/?timestamps=true");
  await textField(page).fill(STORY);
  for (const voice of ["Rachel", "Charlie", "George"]) await page.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  await page.getByRole("button", { name: /^Compare voices/ }).click();
  const comparison = page.getByRole("list", { name: "Takes" }).getByRole("article").first();
  await expect(comparison.getByRole("radio")).toHaveCount(3);
  await expect(comparison.getByRole("button", { name: "Play" })).toBeVisible();
  for (let second = 0; second < 4; second += 1) await comparison.getByRole("slider", { name: "Seek" }).press("ArrowRight");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await takePictures(page, "speech-comparison");
  await page.getByRole("radiogroup", { name: "Voice" }).getByRole("radio", { name: "Rachel" }).scrollIntoViewIfNeeded();
  await takeReadmePictures(page, "text-to-speech", comparison);

  await page.close();
  await stage.end();
});

test("takes that are on their way, or came to nothing", async ({ browser }) => {
  const stage = await startVendorStage();
  const page = await browser.newPage({ baseURL: stage.url });
  stage.vendor.behave({
    next: [
      { whenIncludes: "platform", steps: [{ state: "queuing" }] },
      { whenIncludes: "circus", steps: [{ state: "generating" }] },
      { whenIncludes: "hold the line", create: { kind: "reset-after-reading" } },
      { whenIncludes: "recipe", steps: [{ state: "fail" }], failCode: "400", failMessage: "The text was refused by the content filter." },
    ],
  });
  for (const text of SENTENCES) await callAction(page.request, stage.url, "createTakes", takeInput({ text }));
  const states = async () => (await readTakes(page.request, stage.url)).map(({ state }) => state).toSorted();
  await expect.poll(states, { timeout: 30_000 }).toEqual(["fail", "generating", "queuing", "success", "unconfirmed"]);
  await openPage(page, "/");
  await takePictures(page, "speech-working");

  for (const task of await readTakes(page.request, stage.url)) {
    if (task.state === "success") continue;
    await openPage(page, `/tasks/${task.id}`);
    await takePictures(page, `task-${task.state}`);
  }

  await openPage(page, "/");
  await generateButton(page).click();
  await expect(page.getByText("Write the text to be spoken.")).toBeVisible();
  await takePictures(page, "speech-problem");
  await page.close();
  await stage.end();
});
