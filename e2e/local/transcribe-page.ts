import { createHash } from "node:crypto";
import { type CDPSession, expect, type Locator, type Page } from "@playwright/test";

/** A file as the browser is given it. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const RATE = 16_000;

/** Bytes a second at which an upload of a minute takes long enough to be seen on its way. */
export const UPLOAD_RATE = 300 * 1024;
/** When a file that is dropped was last changed, by which it is known again. */
export const CHANGED_AT = Date.UTC(2024, 4, 5, 6, 7, 8);

/** A WAV file of a tone that rises and falls: 32,000 bytes a second, no two pieces alike. */
export function toneWav(name: string, seconds: number): TestFile {
  const samples = seconds * RATE;
  const buffer = Buffer.alloc(44 + samples * 2);
  buffer.write("RIFF", 0, "latin1");
  buffer.writeUInt32LE(36 + samples * 2, 4);
  buffer.write("WAVEfmt ", 8, "latin1");
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(RATE, 24);
  buffer.writeUInt32LE(RATE * 2, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write("data", 36, "latin1");
  buffer.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const time = index / RATE;
    buffer.writeInt16LE(Math.round(9_000 * Math.sin(2 * Math.PI * (200 + 40 * Math.sin(time / 3)) * time)), 44 + index * 2);
  }
  return { name, mimeType: "audio/wav", buffer };
}

/** The SHA-256 of some bytes. */
export function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Chooses files in the input "Recording". */
export function choose(page: Page, ...files: TestFile[]): Promise<void> {
  return page.getByLabel("Recording", { exact: true }).setInputFiles(files);
}

/** Drops files on the middle of the page, as from a folder. The browser gives them the time of change `lastModified`. */
export async function drop(page: Page, files: readonly TestFile[], lastModified: number): Promise<void> {
  const data = await page.evaluateHandle(
    ({ dropped, time }) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType, lastModified: time }));
      }
      return transfer;
    },
    { dropped: files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString("base64") })), time: lastModified },
  );
  const main = page.getByRole("main");
  // Before the page listens, what is dropped is the browser's.
  await expect.poll(() => main.evaluate((element, dataTransfer) => element.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer })), data)).toBe(false);
  await main.dispatchEvent("drop", { dataTransfer: data });
}

/** What waits to be transcribed, each with its name. */
export function waitingRow(page: Page, name: string): Locator {
  return page.getByRole("list", { name: "To transcribe" }).getByRole("listitem").filter({ hasText: name });
}

/** A transcript of the list. */
export function transcript(page: Page, name: string): Locator {
  return page.getByRole("list", { name: "Transcripts" }).getByRole("article", { name });
}

/** Presses "Transcribe". */
export function transcribe(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Transcribe", exact: true }).click();
}

/** Slows the page's uploads down, until the answer is given `null`. */
export async function slowUploads(page: Page): Promise<(bytesPerSecond: number | null) => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  return async (bytesPerSecond) => {
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond ?? -1 });
  };
}

/** Waits until some of an upload is on its way. */
export async function untilMoving(progress: Locator): Promise<void> {
  await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
}

/** The recordings without a task, as the owner's browser reads them. */
export async function readRecordings(page: Page): Promise<{ id: string; name: string; state: string; receivedBytes: number; origin: string; durationMs: number | null }[]> {
  const answer = await page.request.get("/api/recordings");
  return ((await answer.json()) as { recordings: { id: string; name: string; state: string; receivedBytes: number; origin: string; durationMs: number | null }[] }).recordings;
}

/** Waits until the server has read the newest transcription's recording; gives the hash of what it keeps of it. */
export async function keptHash(page: Page): Promise<string> {
  const answer = async () => page.request.get("/api/tasks?kind=transcription");
  await expect.poll(async () => (await answer()).text()).toContain('"state":"ready"');
  const { tasks } = (await (await answer()).json()) as { tasks: { id: string }[] };
  const file = await page.request.get(`/api/tasks/${tasks[0]?.id ?? ""}/original?download=1`);
  expect(file.status()).toBe(200);
  return hashOf(await file.body());
}
