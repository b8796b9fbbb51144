import { createHash, randomBytes } from "node:crypto";
import { appendFile, readFile, stat } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { type AppProcess, callAction, freePort, newDataDirectory, startApp, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import type { RecordingView } from "@/lib/recordings/schema";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** Eight megabytes of noise that nothing can compress: a WAV whose every byte counts. */
function noiseWav(sizeBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(sizeBytes - 8, 4);
  header.write("WAVEfmt ", 8);
  for (const [offset, value] of [[16, 16], [24, 16_000], [28, 32_000], [40, sizeBytes - 44]] as const) header.writeUInt32LE(value, offset);
  for (const [offset, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) header.writeUInt16LE(value, offset);
  header.write("data", 36);
  return Buffer.concat([header, randomBytes(sizeBytes - 44)]);
}

const WAV = noiseWav(8 * 1024 * 1024);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** A visitor of the app who speaks tus without a browser. */
class Uploader {
  constructor(private readonly request: APIRequestContext, private readonly app: { url: string }) {}

  announce(length: string, headers: Record<string, string> = {}, name = "noise.wav") {
    return this.request.post(`${this.app.url}/api/uploads`, {
      headers: { "tus-resumable": "1.0.0", ...(length === "" ? {} : { "upload-length": length }), "upload-metadata": `name ${base64(name)}`, ...headers },
    });
  }

  /** Announces the recording; gives the path of its upload. */
  async begin(bytes = WAV): Promise<string> {
    const response = await this.announce(String(bytes.length));
    expect(response.status()).toBe(201);
    return response.headers()["location"] ?? "";
  }

  async offset(location: string): Promise<number> {
    const response = await this.request.head(`${this.app.url}${location}`, { headers: { "tus-resumable": "1.0.0" } });
    expect(response.status()).toBe(200);
    return Number(response.headers()["upload-offset"]);
  }

  send(location: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}) {
    return this.request.patch(`${this.app.url}${location}`, {
      headers: { "tus-resumable": "1.0.0", "upload-offset": String(offset), "content-type": "application/offset+octet-stream", ...headers },
      data: bytes,
    });
  }

  /** Sends the beginning of the rest and stays connected, as if the network had gone; gives the way to cut the connection. */
  async sendPart(location: string, offset: number, bytes: Buffer): Promise<() => void> {
    const { cookies } = await this.request.storageState();
    const outgoing = httpRequest(`${this.app.url}${location}`, {
      method: "PATCH",
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        "tus-resumable": "1.0.0",
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
        "content-length": String(WAV.length - offset),
      },
    });
    outgoing.on("error", () => undefined);
    await new Promise<void>((resolve) => outgoing.write(bytes, () => resolve()));
    return () => void outgoing.destroy();
  }

  async recordings(): Promise<RecordingView[]> {
    const response = await this.request.get(`${this.app.url}/api/recordings`);
    return ((await response.json()) as { recordings: RecordingView[] }).recordings;
  }

  async transcribe(recordingIds: readonly string[]): Promise<void> {
    const input = { runId: crypto.randomUUID(), recordingIds, audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
    expect((await callAction(this.request, `${this.app.url}/transcribe`, "createTranscriptions", input)).result).toMatchObject({ ok: true });
  }

  async onlyTask(): Promise<TranscriptionTaskView> {
    const { tasks } = (await (await this.request.get(`${this.app.url}/api/tasks?kind=transcription`)).json()) as { tasks: TranscriptionTaskView[] };
    expect(tasks).toHaveLength(1);
    return tasks[0] as TranscriptionTaskView;
  }

  /** The recording as it can be downloaded again. */
  async original(task: TranscriptionTaskView): Promise<Buffer> {
    return (await this.request.get(`${this.app.url}${task.originalDownloadUrl ?? ""}`)).body();
  }
}

const arrivedOf = (dataDir: string, location: string) =>
  stat(path.join(dataDir, "uploads", path.basename(location))).then(({ size }) => size, () => 0);

test.describe("an upload", () => {
  let app: AppProcess;
  let settings: Parameters<typeof startApp>[0];
  let dataDir: string;
  let close: () => Promise<void>;
  test.beforeEach(async () => {
    const vendor = await startFakeVendor({ delayMs: 0 });
    const data = await newDataDirectory();
    const port = await freePort();
    dataDir = data.dataDir;
    settings = { PORT: String(port), DATA_DIR: dataDir, MAX_RECORDING_BYTES: "10000000", ...vendorSettings(vendor, port) };
    app = await startApp(settings);
    close = async () => {
      await app.end();
      await vendor.close();
      await data.remove();
    };
  });
  test.afterEach(() => close());

  test("that is cut off goes on where it stopped, and is the same file in the end", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin();
    const half = WAV.length / 2;
    const cut = await visitor.sendPart(location, 0, WAV.subarray(0, half));
    await expect.poll(() => arrivedOf(dataDir, location), { intervals: [50] }).toBe(half);
    await visitor.transcribe([path.basename(location)]);
    expect(await visitor.onlyTask()).toMatchObject({ state: "pending", recording: { state: "arriving", receivedBytes: half } });
    cut();

    const offset = await visitor.offset(location);
    expect(offset).toBe(half);
    expect((await visitor.send(location, offset, WAV.subarray(offset))).status()).toBe(204);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(WAV));
    expect(await visitor.offset(location)).toBe(WAV.length);
  });

  test("whose connection hangs yields to the one that comes after it", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin();
    const cut = await visitor.sendPart(location, 0, WAV.subarray(0, 1_000_000));
    await expect.poll(() => arrivedOf(dataDir, location), { intervals: [50] }).toBe(1_000_000);
    const offset = await visitor.offset(location);
    expect((await visitor.send(location, offset, WAV.subarray(offset))).status()).toBe(204);
    cut();
    await visitor.transcribe([path.basename(location)]);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(WAV));
  });

  test("survives a killed server, with what had come, and with the task that waits for it", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const [first, second] = [await visitor.begin(), await visitor.begin()];
    for (const location of [first, second]) {
      await visitor.sendPart(location, 0, WAV.subarray(0, 3_000_000));
      await expect.poll(() => arrivedOf(dataDir, location), { intervals: [50] }).toBe(3_000_000);
    }
    await visitor.transcribe([path.basename(first)]);
    await app.end("SIGKILL");
    // The last byte of the second had come, but the process died before it noted that.
    await appendFile(path.join(dataDir, "uploads", path.basename(second)), WAV.subarray(3_000_000));
    app = await startApp(settings);

    const offset = await visitor.offset(first);
    expect(offset).toBe(3_000_000);
    expect((await visitor.send(first, offset, WAV.subarray(offset))).status()).toBe(204);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(WAV));
    await expect.poll(async () => (await visitor.recordings()).map(({ id, state }) => [id, state])).toEqual([[path.basename(second), "ready"]]);
    expect(sha256(await readFile(path.join(dataDir, "files/recordings", path.basename(second), "original")))).toBe(sha256(WAV));
  });

  test("does not hold up the end of the server, and goes on with the next one", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin();
    await visitor.sendPart(location, 0, WAV.subarray(0, 1_000_000));
    await expect.poll(() => arrivedOf(dataDir, location), { intervals: [50] }).toBe(1_000_000);
    expect(await app.end("SIGTERM")).toEqual({ code: 0, signal: null });
    app = await startApp(settings);
    expect(await visitor.offset(location)).toBe(1_000_000);
  });

  test("of a wrong length or to a wrong place is refused with the reason", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const tooLong = await visitor.announce("10000001");
    expect([tooLong.status(), await tooLong.text()]).toEqual([413, "The file is over the limit of 9.5 MB."]);
    const empty = await visitor.announce("0");
    expect([empty.status(), await empty.text()]).toEqual([422, "The file is empty: it has 0 bytes."]);
    expect((await visitor.announce("", { "upload-defer-length": "1" })).status()).toBe(400);
    expect(await visitor.recordings()).toEqual([]);

    const location = await visitor.begin(WAV.subarray(0, 1000));
    expect((await visitor.send(location, 500, WAV.subarray(500, 1000))).status()).toBe(409);
    expect((await visitor.send(location, 0, WAV.subarray(0, 1001))).status()).toBe(413);
    expect(await visitor.recordings()).toMatchObject([{ state: "arriving", receivedBytes: 0, sizeBytes: 1000, name: "noise.wav" }]);
  });

  test("is nobody else's", async ({ request, playwright }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin();
    const recordingId = path.basename(location);
    const elsewhere = await playwright.request.newContext();
    const stranger = new Uploader(elsewhere, app);
    await stranger.begin(WAV.subarray(0, 1000));
    expect((await elsewhere.head(`${app.url}${location}`, { headers: { "tus-resumable": "1.0.0" } })).status()).toBe(404);
    expect((await stranger.send(location, 0, WAV)).status()).toBe(404);
    for (const [action, input] of [
      ["discardRecording", { recordingId }],
      ["createTranscriptions", { runId: crypto.randomUUID(), recordingIds: [recordingId], audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true }],
    ] as const) {
      expect((await callAction(elsewhere, `${app.url}/transcribe`, action, input)).result).toMatchObject({ ok: false, problems: [{ code: "not_found" }] });
    }
    expect((await stranger.recordings()).map(({ id }) => id)).not.toContain(recordingId);
    expect(await visitor.recordings()).toMatchObject([{ id: recordingId, state: "arriving", receivedBytes: 0 }]);
    await elsewhere.dispose();
  });

  test("that is discarded leaves nothing", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin();
    await visitor.send(location, 0, WAV.subarray(0, 1000));
    const discard = await callAction(request, `${app.url}/transcribe`, "discardRecording", { recordingId: path.basename(location) });
    expect(discard.result).toEqual({ ok: true, value: null });
    expect(await visitor.recordings()).toEqual([]);
    expect(await arrivedOf(dataDir, location)).toBe(0);
    expect((await visitor.send(location, 1000, WAV.subarray(1000))).status()).toBe(404);
  });
});
