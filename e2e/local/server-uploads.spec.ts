import { createHash } from "node:crypto";
import { appendFile, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, callAction, newDataDirectory, startApp, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { noiseWav, Uploader } from "../uploader";

const WAV = noiseWav(8 * 1024 * 1024);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

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
    const location = await visitor.begin(WAV);
    const half = WAV.length / 2;
    const cut = await visitor.sendPart(location, 0, WAV.subarray(0, half), WAV.length);
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

  test("whose connection hangs yields to the one that comes after it", { tag: "@long" }, async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin(WAV);
    const cut = await visitor.sendPart(location, 0, WAV.subarray(0, 1_000_000), WAV.length);
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
    const [first, second] = [await visitor.begin(WAV), await visitor.begin(WAV)];
    for (const location of [first, second]) {
      await visitor.sendPart(location, 0, WAV.subarray(0, 3_000_000), WAV.length);
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
    const location = await visitor.begin(WAV);
    await visitor.sendPart(location, 0, WAV.subarray(0, 1_000_000), WAV.length);
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
    expect((await visitor.announce("1000", { "upload-concat": "partial" })).status()).toBe(400);
    expect(await visitor.recordings()).toEqual([]);

    const location = await visitor.begin(WAV.subarray(0, 1000));
    expect((await visitor.send(location, 500, WAV.subarray(500, 1000))).status()).toBe(409);
    expect((await visitor.send(location, 0, WAV.subarray(0, 1001))).status()).toBe(413);
    expect(await visitor.recordings()).toMatchObject([{ state: "arriving", receivedBytes: 0, sizeBytes: 1000, name: "noise.wav" }]);
  });

  test("is nobody else's", async ({ request, playwright }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin(WAV);
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
    const location = await visitor.begin(WAV);
    await visitor.send(location, 0, WAV.subarray(0, 1000));
    const discard = await callAction(request, `${app.url}/transcribe`, "discardRecording", { recordingId: path.basename(location) });
    expect(discard.result).toEqual({ ok: true, value: null });
    expect(await visitor.recordings()).toEqual([]);
    expect(await arrivedOf(dataDir, location)).toBe(0);
    expect((await visitor.send(location, 1000, WAV.subarray(1000))).status()).toBe(404);
  });
});
