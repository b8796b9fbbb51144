import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { SAMPLE_CONVERSATION } from "@/lib/recordings/sample-conversation";
import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { wordAt, wordStarts } from "@/lib/transcripts/word-timing";
import { freePort } from "@/scripts/services/free-port.mjs";
import { newDataDirectory, startApp } from "../app-process";
import { untilTranscriptListens } from "../open-page";
import { transcribe, transcript, waitingRow } from "./transcribe-page";

const SAMPLE = "Sample conversation.mp3";

async function readTranscript(page: Page, taskId: string): Promise<Transcript> {
  return unpackTranscript(await (await page.request.get(`/api/tasks/${taskId}/transcript`)).json());
}

const positionMs = (page: Page) => page.evaluate(() => (document.querySelector("audio")?.currentTime ?? Number.NaN) * 1000);
const litWord = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get("spoken-word") ?? [])].map((range) => (range as Range).toString().trim()).join("|"));

/** The first word of a transcript that is written like this. */
function wordIn({ words }: Transcript, text: string): TranscriptWord {
  const word = words.find((candidate) => candidate.text === text);
  if (word === undefined) throw new Error(`The transcript has no word ${text}`);
  return word;
}

/** Where on the screen a word of the transcript is. */
async function middleOf(page: Page, word: string): Promise<{ x: number; y: number }> {
  return page.getByRole("region", { name: "Transcript" }).evaluate((region, wanted) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = new RegExp(`\\b${wanted}\\b`).exec(node.textContent ?? "");
      if (at === null) continue;
      const range = document.createRange();
      range.setStart(node, at.index);
      range.setEnd(node, at.index + wanted.length);
      range.startContainer.parentElement?.scrollIntoView({ block: "center" });
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    throw new Error(`The transcript has no word ${wanted}`);
  }, word);
}

test("the sample of two people is taken, told apart, read, clicked, heard, searched, named and taken away", async ({ browser }) => {
  test.slow();
  // An app of its own: in the other tests' app its recording would wait for theirs.
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  const page = await browser.newPage({ baseURL: app.url });
  await page.goto("/transcribe");
  // It comes after both clicks, however fast it is.
  let release = () => {};
  const clickedTwice = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/sample-conversation*.mp3", (route) => clickedTwice.then(() => route.continue()));
  await page.getByRole("button", { name: "Take the sample recording" }).dblclick();
  release();
  await expect(waitingRow(page, SAMPLE)).toContainText("0:29 · MP3 · mono");
  await expect(page.getByRole("list", { name: "To transcribe" }).getByRole("listitem").filter({ hasText: SAMPLE })).toHaveCount(1);
  await expect(page.getByText("The sample is in the list. Press Transcribe.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Transcribe", exact: true })).toBeFocused();
  await transcribe(page);
  await transcript(page, SAMPLE).getByRole("link", { name: SAMPLE }).click();
  await expect(page.getByRole("heading", { level: 1, name: SAMPLE })).toBeVisible();
  await expect(page.getByRole("region", { name: "Transcript" }).getByText("mountains")).toBeVisible({ timeout: 90_000 });
  const taskId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const read = await readTranscript(page, taskId);

  await test.step("most words are right, and each speaker has their turns", () => {
    const heard = read.words.map(({ text }) => text.toLowerCase());
    const said = SAMPLE_CONVERSATION.flatMap(({ text }) => text.toLowerCase().match(/[a-z]+/g) ?? []);
    expect(said.filter((word) => heard.includes(word)).length / said.length).toBeGreaterThan(0.9);
    expect(read.speakerIds).toHaveLength(2);
    const speakerOf = (word: string) => read.words.find(({ text }) => text === word)?.speaker;
    expect(speakerOf("mountains")).not.toBe(speakerOf("river"));
    expect(speakerOf("mountains")).toBe(speakerOf("summer"));
  });

  await test.step("a click on a word goes to its time, and plays nothing", async () => {
    for (const word of ["river", "mountains", "summer"]) {
      const { x, y } = await middleOf(page, word);
      await page.mouse.click(x, y);
      const { startMs, endMs } = wordIn(read, word);
      await expect.poll(() => positionMs(page)).toBeGreaterThanOrEqual(startMs - 1);
      expect(await positionMs(page)).toBeLessThan(endMs);
      await expect.poll(() => litWord(page)).toBe(word);
    }
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  });

  await test.step("while it plays, the lit word is the one that is heard", async () => {
    for (const word of ["mountains", "river", "summer"]) {
      const { x, y } = await middleOf(page, word);
      await page.mouse.click(x, y);
      await page.getByRole("button", { name: "Play", exact: true }).click();
      await expect.poll(() => litWord(page)).not.toBe(word);
      await page.getByRole("button", { name: "Pause", exact: true }).click();
      const heard = read.words[wordAt(wordStarts(read.words), await positionMs(page))]?.text;
      await expect.poll(() => litWord(page)).toBe(heard);
    }
  });

  await test.step("a search counts its matches, marks them, and goes to them", async () => {
    const matches = transcriptText(read).split("the").length - 1;
    await page.getByRole("searchbox", { name: "Search transcript" }).fill("THE");
    await expect(page.getByRole("search").getByRole("status")).toHaveText(`1 of ${matches}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("search").getByRole("status")).toHaveText(`2 of ${matches}`);
    expect(await page.evaluate(() => CSS.highlights.get("search-match")?.size)).toBe(matches);
    await page.getByRole("searchbox", { name: "Search transcript" }).fill("elephants");
    await expect(page.getByRole("search").getByRole("status")).toContainText(/no/i);
    await page.getByRole("searchbox", { name: "Search transcript" }).fill("");
  });

  await test.step("a speaker is named once, for the page, a reload and every download", async () => {
    await page.getByRole("region", { name: "Transcript" }).getByRole("button", { name: "Rename Speaker 1" }).first().click();
    await page.getByRole("textbox", { name: "Name of Speaker 1" }).fill("Anna <b>");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Rename Anna <b>" }).first()).toBeVisible();
    // It is shown at once; the field goes when it is kept.
    await expect(page.getByRole("textbox", { name: /^Name of/ })).toBeHidden();
    await page.reload();
    await untilTranscriptListens(page);
    await expect(page.getByRole("button", { name: "Rename Anna <b>" }).first()).toBeVisible();
    const download = (format: string) => page.request.get(`/api/tasks/${taskId}/exports/${format}`).then((answer) => answer.text());
    expect(await download("text-with-times")).toContain("Anna <b>: ");
    expect(await download("vtt")).toContain("<v Anna &lt;b&gt;>");
    expect(await download("json")).toContain('"Anna <b>"');
    expect(await download("srt")).toMatch(/^1\r?\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\r?\n/);
    expect(await download("vendor-json")).toContain('"speaker_0"');
    const audio = await page.request.get(`/api/tasks/${taskId}/original?download=1`);
    expect((await audio.body()).equals(await readFile("components/upload/sample-conversation.mp3"))).toBe(true);
    expect(audio.headers()["content-disposition"]).toContain(`filename="${SAMPLE}"`);
  });

  await test.step("a link to a moment opens there, and plays nothing", async () => {
    const { startMs, endMs } = wordIn(read, "river");
    await page.goto(`/tasks/${taskId}?t=${((startMs + endMs) / 2000).toFixed(3)}`);
    await untilTranscriptListens(page);
    await expect.poll(() => litWord(page)).toBe("river");
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  });

  await page.close();
  await app.end();
  await remove();
});
