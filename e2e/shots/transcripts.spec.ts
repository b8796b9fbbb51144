import { type Browser, expect, type Page, test } from "@playwright/test";
import { openPage, untilTranscriptListens } from "../open-page";
import { choose, drop, slowUploads, toneWav, untilMoving, waitingRow } from "../local/transcribe-page";
import { resultOf, say, transcriptRegion } from "../vendor/transcript-page";
import { type Conversation, type Line, recordConversation } from "./conversation";
import { takePictures, takePrint, takeReadmePictures } from "./pictures";
import { orderTranscript, share, startStage, startVendorStage, transcriptOf } from "./stage";

const INTERVIEW: readonly Line[] = [
  { speaker: 0, voice: "Rachel", text: "Welcome back to the harbour programme. With me today are two people who have spent their lives on the water." },
  { speaker: 1, voice: "George", text: "Thank you for having us. I have to say, it is strange to sit in a room that does not move." },
  { speaker: 2, voice: "Lily", text: "He says that about every room. He said it about his own wedding." },
  { speaker: 0, voice: "Rachel", text: "Let us begin with the winter of the great storm. Where were you when the lights went out?" },
  { speaker: 1, voice: "George", text: "I was forty miles out, with a crew of six and a radio that had stopped listening to us. We could see the town, and then we could not." },
  { speaker: 2, voice: "Lily", text: "And I was in the lighthouse. The generator had failed, so we lit the old oil lamp and turned it by hand, all night, my sister and I." },
  { speaker: 1, voice: "George", text: "That lamp is why I am here. It came round a little unevenly, and I remember thinking: somebody is tired, and has not stopped." },
  { speaker: 0, voice: "Rachel", text: "And you had never met?" },
  { speaker: 2, voice: "Lily", text: "Not until the spring. He came up the hill with a bag of oranges, and asked which of us had been on the even hours." },
];
const PROSE = "港の朝は早い。 灯台の光が まだ 残っている うちに、 漁師たちは 船を 出す。 風が 強い日は だれも 話さない。";
const ARABIC = "مرحبا بكم في برنامج الميناء، ومعي اليوم شخصان عاشا حياتهما كلها على الماء. شكرا لكم على الدعوة الكريمة.";

/** What three people said to each other, and the same all over again so many times. */
async function record(browser: Browser, ...times: readonly number[]): Promise<Conversation[]> {
  const speaking = await startStage();
  const { request } = await browser.newContext();
  const conversations = await recordConversation(request, speaking.url, INTERVIEW, times);
  await speaking.end();
  return conversations;
}

/** An app in front of the stand-in, a visitor of it, and their ways to transcripts. */
async function startTranscripts(browser: Browser) {
  const { url, vendor, end } = await startVendorStage();
  const page = await browser.newPage({ baseURL: url });
  const order = async (name: string, sound: Buffer, transcript: Record<string, unknown>) => {
    vendor.behave({ next: [{ whenIncludes: "speech-to-text", transcript }] });
    await orderTranscript(page.request, url, name, sound);
    return (await transcriptOf(page.request, url, name, "success")).id;
  };
  /** Of one that does not come to its end. */
  const begin = async (name: string, seconds: number, state: "fail" | "generating") => {
    vendor.behave({ next: [{ whenIncludes: "speech-to-text", steps: [{ state }], failCode: "500", failMessage: "The audio could not be decoded." }] });
    await orderTranscript(page.request, url, name, toneWav(name, seconds).buffer);
    return (await transcriptOf(page.request, url, name, state)).id;
  };
  return { url, page, order, begin, end };
}

async function openTask(page: Page, id: string): Promise<void> {
  await openPage(page, `/tasks/${id}`);
  await untilTranscriptListens(page);
  await expect(transcriptRegion(page)).toBeVisible();
}

test("a transcript, and its shares", async ({ browser }) => {
  const [interview] = await record(browser, 1);
  const { url, page, order, end } = await startTranscripts(browser);
  const { request } = page;
  await page.goto("/shares");
  await expect(page.getByRole("heading", { level: 1, name: "Shares" })).toBeVisible();
  await takePictures(page, "shares-empty");

  const id = await order("harbour programme.mp3", interview?.mp3 ?? Buffer.alloc(0), resultOf(interview?.words ?? []));
  await openTask(page, id);
  await page.getByRole("button", { name: "Rename Speaker 1" }).first().click();
  await page.getByRole("textbox", { name: "Name of Speaker 1" }).fill("Amina");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Rename Amina" }).first()).toBeVisible();
  await page.goto(`/tasks/${id}?t=14.2`);
  await untilTranscriptListens(page);
  await takePictures(page, "task-transcript");
  await takePrint(page, "task-transcript");
  await takeReadmePictures(page, "transcript");
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("the");
  await expect(page.getByRole("search").getByRole("status")).toContainText(" of ");
  await takePictures(page, "task-transcript-search");
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await takePictures(page, "task-transcript-download");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Share" }).getByRole("textbox", { name: "Title" })).toBeVisible();
  await takePictures(page, "share-dialog", { whole: false });

  const whole = await share(request, url, id, { title: "The keeper and the captain" });
  const passage = await share(request, url, id, { title: "Which of us had the even hours", passage: { startMs: 30_000, endMs: 48_000 } });
  const locked = await share(request, url, id, { title: "Only for the crew", password: "oranges" });
  await share(request, url, id, { title: "A first draft, for nobody any more" });
  await page.reload();
  await untilTranscriptListens(page);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Create link" }).click();
  await expect(page.getByText("The link is ready")).toBeVisible();
  await takePictures(page, "share-dialog-shared", { whole: false });
  await page.goto("/shares");
  const draft = page.getByRole("article", { name: "A first draft" });
  await draft.getByRole("button", { name: "Revoke" }).click();
  await draft.getByRole("button", { name: "Revoke for good" }).click();
  await expect(draft.getByText("Revoked", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Shares" })).toBeVisible();
  await takePictures(page, "shares-list");

  const guest = await browser.newPage();
  await guest.goto(`${whole}?t=14.2`);
  await untilTranscriptListens(guest);
  await takePictures(guest, "shared-transcript");
  await takePrint(guest, "shared-transcript");
  await guest.goto(passage);
  await untilTranscriptListens(guest);
  await takePictures(guest, "shared-passage");
  await guest.goto(`${whole}/embed`);
  await expect(guest.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await takePictures(guest, "shared-embed");
  await guest.goto(locked);
  await takePictures(guest, "shared-password");
  await guest.goto(`${locked}/embed`);
  await takePictures(guest, "shared-embed-locked");
  await guest.goto(`${url}/s/${"x".repeat(22)}`);
  await takePictures(guest, "shared-missing");
  await end();
});

test("transcripts of all kinds, and the lists", async ({ browser }) => {
  const [interview, long] = await record(browser, 1, 30);
  const { page, order, begin, end } = await startTranscripts(browser);
  const sound = interview?.mp3 ?? Buffer.alloc(0);
  await page.goto("/history");
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await takePictures(page, "history-empty");

  const shown = [
    ["transcript-long", await order("harbour programme, all parts.mp3", long?.mp3 ?? Buffer.alloc(0), resultOf(long?.words ?? []))],
    ["transcript-japanese", await order("灯台の朝.mp3", sound, { ...resultOf(say(PROSE, 0, 50)), language_code: "jpn" })],
    ["transcript-arabic", await order("برنامج الميناء.mp3", sound, { ...resultOf([...say(ARABIC, 0, 25), ...say(ARABIC, 26, 50, "speaker_1")]), language_code: "ara" })],
    ["transcript-silent", await order("room tone.wav", toneWav("room tone.wav", 4).buffer, { language_code: "eng", language_probability: 0.3, text: "", words: [] })],
  ] as const;
  const failedId = await begin("voicemail.wav", 12, "fail");
  const workingId = await begin("board meeting.wav", 30, "generating");
  for (const [state, taskId] of shown) {
    await openTask(page, taskId);
    await takePictures(page, `task-${state}`);
  }
  for (const [state, taskId] of [["transcription-failed", failedId], ["transcription-working", workingId]] as const) {
    await openPage(page, `/tasks/${taskId}`);
    await takePictures(page, `task-${state}`);
  }
  await openPage(page, "/transcribe");
  await takePictures(page, "transcribe-many");
  await openPage(page, "/history");
  await takePictures(page, "history-many");
  await openPage(page, "/history?search=lighthouse%20keeper");
  await takePictures(page, "history-none-found");
  await end();
});

test("speech to text, before there is a transcript", async ({ browser }) => {
  const { url, end } = await startStage();
  const page = await browser.newPage({ baseURL: url });
  await openPage(page, "/transcribe");
  await takePictures(page, "transcribe-empty");

  await page.getByRole("textbox", { name: "Audio URL" }).fill("https://radio.example/harbour/episode-12.mp3");
  await takePictures(page, "transcribe-url");
  await page.getByRole("textbox", { name: "Audio URL" }).fill("");

  await choose(page, toneWav("interview.wav", 20));
  await expect(waitingRow(page, "interview.wav")).toContainText("0:20");
  await choose(page, { name: "holiday.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("This is a letter, and no recording.".repeat(200)) });
  await expect(waitingRow(page, "holiday.mp3").getByRole("alert")).toBeVisible();
  const slow = await slowUploads(page);
  await slow(40_000);
  await drop(page, [toneWav("town hall, first evening.wav", 60)], Date.UTC(2024, 4, 5));
  await untilMoving(waitingRow(page, "town hall").getByRole("progressbar"));
  await takePictures(page, "transcribe-uploading");
  await page.route("**/api/uploads/*", (route) => (route.request().method() === "PATCH" ? route.fulfill({ status: 413, body: "This recording is larger than the server takes." }) : route.fallback()));
  await choose(page, toneWav("sermon.wav", 5));
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("link", { name: "Upload failed" })).toBeVisible();
  await takePictures(page, "history-upload-failed");
  await page.close();
  await end();
});
