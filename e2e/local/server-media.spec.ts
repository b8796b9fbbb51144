import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, readlink } from "node:fs/promises";
import { get, request as send, type IncomingMessage } from "node:http";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, callAction, newDataDirectory, readTakes, startApp, type Take, takeInput } from "../app-process";

// One app and one take for all.
test.describe.configure({ mode: "default" });

const TEXT = "Grüße, 你好 “friends” of \"audio\"; 100% real!";
let app: AppProcess;
let cleanUp: () => Promise<void>;
let dataDir: string;
let take: Take;
let cookie: string;

test.beforeAll(async ({ playwright }) => {
  const directory = await newDataDirectory();
  ({ dataDir } = directory);
  app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  const request = await playwright.request.newContext();
  const { response } = await callAction(request, app.url, "createTakes", takeInput({ text: TEXT }));
  cookie = response.headers()["set-cookie"]?.split(";")[0] ?? "";
  await expect.poll(async () => (await readTakes(request, app.url))[0]?.state).toBe("success");
  const [made] = await readTakes(request, app.url);
  if (made === undefined) throw new Error("No take was made");
  take = made;
  await request.dispose();
  cleanUp = async () => {
    await app.end();
    await directory.remove();
  };
});
test.afterAll(() => cleanUp());

/** Asks over a plain connection, so that the headers are those of the wire. */
async function ask(url: string, { method = "GET", ...headers }: Record<string, string> = {}): Promise<{ message: IncomingMessage; body: Buffer }> {
  const request = send(`${app.url}${url}`, { method, headers: { cookie, ...headers } }).end();
  const [message] = (await once(request, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return { message, body: Buffer.concat(chunks) };
}

const audioUrl = () => take.audio?.url ?? "";
const sizeBytes = () => take.audio?.sizeBytes ?? 0;

test("the whole file comes with its length, type and fingerprint, and nothing a browser could run", async () => {
  const { message, body } = await ask(audioUrl(), { "accept-encoding": "gzip, br" });
  expect(message.statusCode).toBe(200);
  expect(message.headers).toMatchObject({
    "content-length": String(sizeBytes()),
    "content-type": "audio/mpeg",
    "accept-ranges": "bytes",
    "content-disposition": "inline",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "private, max-age=31536000, immutable, no-transform",
    etag: `"${createHash("sha256").update(body).digest("hex")}"`,
  });
  for (const header of ["transfer-encoding", "content-encoding", "x-body-length"]) expect(message.headers[header]).toBeUndefined();
  expect(body.length).toBe(sizeBytes());
});

test("a range gives its bytes and their number; one behind the end is refused", async () => {
  const { body: whole } = await ask(audioUrl());
  const size = whole.length;
  for (const [range, start, end] of [["bytes=0-0", 0, 0], ["bytes=100-199", 100, 199], ["bytes=-10", size - 10, size - 1], [`bytes=${size - 5}-`, size - 5, size - 1], ["bytes=5-999999999", 5, size - 1]] as const) {
    const { message, body } = await ask(audioUrl(), { range });
    expect(message.statusCode).toBe(206);
    expect(message.headers).toMatchObject({ "content-range": `bytes ${start}-${end}/${size}`, "content-length": String(end - start + 1) });
    expect(message.headers["transfer-encoding"]).toBeUndefined();
    expect(body.equals(whole.subarray(start, end + 1))).toBe(true);
  }
  const { message } = await ask(audioUrl(), { range: `bytes=${size}-` });
  expect(message.statusCode).toBe(416);
  expect(message.headers["content-range"]).toBe(`bytes */${size}`);
});

test("HEAD gives the headers of GET without a body", async () => {
  const head = await ask(audioUrl(), { method: "HEAD" });
  const whole = await ask(audioUrl());
  const without = (headers: IncomingMessage["headers"]) => ({ ...headers, date: undefined });
  expect(head.message.statusCode).toBe(200);
  expect(without(head.message.headers)).toEqual(without(whole.message.headers));
  expect(head.body.length).toBe(0);
  const part = await ask(audioUrl(), { method: "HEAD", range: "bytes=0-9" });
  expect(part.message.statusCode).toBe(206);
  expect(part.message.headers["content-length"]).toBe("10");
});

test("what the browser has already is not sent again, and a changed file not continued", async () => {
  const etag = (await ask(audioUrl(), { method: "HEAD" })).message.headers.etag ?? "";
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const { message, body } = await ask(audioUrl(), { "if-none-match": header });
    expect([message.statusCode, body.length, message.headers.etag]).toEqual([304, 0, etag]);
  }
  expect((await ask(audioUrl(), { "if-none-match": '"other"' })).message.statusCode).toBe(200);
  expect((await ask(audioUrl(), { range: "bytes=0-9", "if-range": etag })).message.statusCode).toBe(206);
  expect((await ask(audioUrl(), { range: "bytes=0-9", "if-range": '"other"' })).message.statusCode).toBe(200);
});

test("what we write about a recording is sent small to who can unpack it", async () => {
  const peaksUrl = audioUrl().replace(/audio$/, "peaks");
  const [whole, packed] = [await ask(peaksUrl), await ask(peaksUrl, { "accept-encoding": "gzip, br" })];
  expect(packed.message.headers["content-encoding"]).toBe("gzip");
  expect(packed.message.headers.vary).toMatch(/accept-encoding/i);
  expect(gunzipSync(packed.body).equals(whole.body)).toBe(true);
  expect(whole.message.headers["content-length"]).toBe(String(whole.body.length));
  for (const refusing of ["identity", "gzip;q=0", "br"]) expect((await ask(peaksUrl, { "accept-encoding": refusing })).body.equals(whole.body)).toBe(true);
  const etag = packed.message.headers.etag ?? "";
  expect((await ask(peaksUrl, { "if-none-match": etag })).message.statusCode).toBe(304);
  // Bytes of one form do not go on with bytes of the other.
  expect((await ask(peaksUrl, { range: "bytes=0-9", "if-range": etag })).message.statusCode).toBe(200);
});

test("a download is saved under its name in any script, without a way out of the header", async () => {
  const { message } = await ask(take.audio?.downloadUrl ?? "");
  const disposition = message.headers["content-disposition"] ?? "";
  const [, ascii, encoded] = /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(disposition) ?? [];
  expect(decodeURIComponent(encoded ?? "")).toBe(take.audio?.fileName);
  expect(take.audio?.fileName).toContain("你好");
  expect(ascii).toMatch(/^[\x20-\x7e]+\.mp3$/);
  expect((await ask(`${audioUrl().replace("audio", "peaks")}?download=1`)).message.statusCode).toBe(200);
});

test("nobody else gets a take or a part of it, and no other part exists", async () => {
  const parts = [audioUrl(), audioUrl().replace(/audio$/, "peaks"), `/api/tasks/${take.id}`];
  for (const url of parts) {
    expect((await ask(url)).message.statusCode).toBe(200);
    for (const others of ["", "soundcheck_owner=short", `soundcheck_owner=${"x".repeat(43)}`]) expect((await ask(url, { cookie: others })).message.statusCode).toBe(404);
  }
  for (const part of ["vendor-result", "words", "../../soundcheck.sqlite", "%2e%2e%2f%2e%2e%2fsoundcheck.sqlite", "__proto__"]) {
    expect((await ask(`/api/tasks/${take.id}/${part}`)).message.statusCode).toBe(404);
  }
});

test("a file is closed when the client goes in the middle of it", async () => {
  // Larger than what the system buffers of a connection.
  const size = 48 * 1024 * 1024;
  const form = new FormData();
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(size - 8, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(size - 44, 40);
  form.set("file", new Blob([header, new Uint8Array(size - 44)]), "long.wav");
  form.set("uploadPath", "tests");
  const token = (await readFile(path.join(dataDir, "local-engine-token"), "utf8")).trim();
  const upload = await fetch(`${app.url}/local-engine/api/file-stream-upload`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: form });
  const { data } = (await upload.json()) as { data: { downloadUrl: string; fileSize: number } };
  expect(data.fileSize).toBe(size);

  const openFiles = async () => {
    const descriptors = await readdir(`/proc/${app.pid}/fd`);
    const targets = await Promise.all(descriptors.map((descriptor) => readlink(`/proc/${app.pid}/fd/${descriptor}`).catch(() => "")));
    return targets.filter((target) => target.startsWith(path.join(dataDir, "files")));
  };
  for (let downloads = 0; downloads < 3; downloads += 1) {
    const request = get(data.downloadUrl);
    const [message] = (await once(request, "response")) as [IncomingMessage];
    await once(message, "readable");
    expect(await openFiles()).toHaveLength(1);
    request.destroy();
    await expect.poll(openFiles).toEqual([]);
  }
  const whole = await fetch(data.downloadUrl);
  expect((await whole.arrayBuffer()).byteLength).toBe(size);
  await expect.poll(openFiles).toEqual([]);
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  expect(app.output().split("is ready at")[1]).toMatch(/^[^\n]*\n$/);
});
