import { createHash } from "node:crypto";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, callAction, newDataDirectory, readTakes, spawnApp, startApp, takeInput, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { type Relay, startRelay } from "../relay";
import { makeTestBucket, type TestBucket } from "../test-bucket";
import { noiseWav, Uploader } from "../uploader";

const WAV = noiseWav(20 * 1024 * 1024);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

let bucket: TestBucket;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  bucket = await makeTestBucket();
});
test.afterAll(() => bucket.close());

test.describe("an app that keeps its files in a bucket", () => {
  let app: AppProcess;
  let settings: Parameters<typeof startApp>[0];
  let close: () => Promise<void>;
  let relay: Relay;
  test.beforeEach(async () => {
    const vendor = await startFakeVendor({ delayMs: 0 });
    const data = await newDataDirectory();
    const port = await freePort();
    relay = await startRelay(new URL(bucket.settings.S3_ENDPOINT));
    settings = { PORT: String(port), DATA_DIR: data.dataDir, ...bucket.settings, S3_ENDPOINT: relay.url, ...vendorSettings(vendor, port) };
    app = await startApp(settings);
    close = async () => {
      await app.end();
      await vendor.close();
      await relay.close();
      await data.remove();
    };
  });
  test.afterEach(() => close());

  test("goes on with an upload that another process was killed in the middle of, and has the same file in the end", { tag: "@long" }, async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin(WAV);
    // One request that ends, and one in the middle of which the process dies.
    const first = 3_000_000;
    expect((await visitor.send(location, 0, WAV.subarray(0, first))).status()).toBe(204);
    await visitor.sendPart(location, first, WAV.subarray(first, 18_000_000), WAV.length);
    const part = 8 * 1024 * 1024;
    await expect.poll(async () => (await visitor.recordings())[0]?.receivedBytes, { intervals: [50] }).toBe(2 * part);
    await app.end("SIGKILL");
    app = await startApp(settings);

    const offset = await visitor.offset(location);
    expect(offset).toBe(2 * part);
    expect((await visitor.send(location, offset, WAV.subarray(offset))).status()).toBe(204);
    expect(await visitor.offset(location)).toBe(WAV.length);
    await visitor.transcribe([path.basename(location)]);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(WAV));
  });

  test("keeps what came of an upload before its connection or the storage was lost", async ({ request }) => {
    const visitor = new Uploader(request, app);
    const location = await visitor.begin(WAV);
    const cutVisitor = await visitor.sendPart(location, 0, WAV.subarray(0, 1_000_000), WAV.length);
    await expect.poll(async () => (await request.get(`${app.url}/api/metrics`)).text(), { intervals: [50] }).toMatch(/soundcheck_upload_bytes_total 1000000\n/);
    cutVisitor();
    // What was still on its way through the server may be gone with the connection.
    const offset = await visitor.offset(location);
    expect(offset).toBeGreaterThan(500_000);

    relay.cut();
    const refused = await visitor.send(location, offset, WAV.subarray(offset));
    expect([refused.status(), await refused.text()]).toEqual([503, "The file storage of this server (S3_ENDPOINT) does not answer. Nothing was lost: it goes on when that answers again."]);
    const health = await request.get(`${app.url}/api/health`);
    expect([health.status(), await health.json()]).toMatchObject([503, { ok: false, database: "ok", storage: "storage_unreachable" }]);
    expect(await visitor.offset(location)).toBe(offset);

    relay.mend();
    await expect.poll(async () => (await request.get(`${app.url}/api/health`)).status()).toBe(200);
    expect((await visitor.send(location, offset, WAV.subarray(offset))).status()).toBe(204);
    await visitor.transcribe([path.basename(location)]);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(WAV));
  });

  test("keeps a result when the storage is back", { tag: "@long" }, async ({ request }) => {
    relay.cut();
    expect((await callAction(request, app.url, "createTakes", takeInput())).result).toMatchObject({ ok: true });
    await app.says("storage_unreachable");
    relay.mend();
    await expect.poll(async () => (await readTakes(request, app.url)).map(({ state }) => state), { timeout: 30_000 }).toEqual(["success"]);
  });
});

for (const [what, change, sentence] of [
  ["a wrong secret", { S3_SECRET_ACCESS_KEY: "wrong" }, "The file storage of this server refuses its credentials (S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION)."],
  ["no such bucket", { S3_BUCKET: "no-such-bucket" }, "The file storage of this server has no such bucket (S3_BUCKET)."],
  ["no region", { S3_REGION: "" }, "S3_REGION: must be set too"],
] as const) {
  test(`an app does not start with ${what}, and says so`, async () => {
    const data = await newDataDirectory();
    const app = spawnApp({ PORT: String(await freePort()), DATA_DIR: data.dataDir, ...bucket.settings, ...change });
    expect((await app.exited).code).toBe(1);
    expect(app.output()).toContain(`Soundcheck cannot start.\n${sentence}`);
    await data.remove();
  });
}
