import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { toneWav } from "@/e2e/fake-vendor/audio";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

let serve: RequestListener = (_request, response) => void response.end();
const host = createServer((request, response) => serve(request, response));
await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
const elsewhere = createServer((_request, response) => void response.end(toneWav("secret")));
await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
const privateOrigin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

const instance = await startTestInstance({ FETCH_ALLOW_ORIGINS: origin, MAX_RECORDING_BYTES: "1000000", STORAGE_LIMIT_BYTES: "10000000" });
const { db, filesIn } = instance;
const { FETCH_WORK } = await import("./arrival");
const { fetchHandler } = await import("./fetch");
const { removeRecording } = await import("./remove");
const { findRecording, insertRecording } = await import("./store");
const { makeUploadFolder } = await import("@/lib/storage/folder-arrivals");
const { arrivals } = await import("@/lib/storage/arrivals");
await makeUploadFolder();

beforeEach(instance.reset);
afterEach(async () => {
  for (const recording of await db.selectFrom("recording").selectAll().execute()) await removeRecording(recording);
  expect(await filesIn("uploads")).toEqual([]);
});
afterAll(async () => {
  await instance.close();
  host.close();
  elsewhere.close();
});

/** Fetches a recording from `url`; gives what became of it and whether it is to be tried again. */
async function fetchFrom(url: string, attempts = 3) {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: "somebody", origin: "url", name: "a", source_url: url, size_bytes: null, modified_at: null }, Date.now());
  const again = await fetchHandler.run(claimedWork(FETCH_WORK, id, { attempts }), AbortSignal.timeout(30_000));
  const recording = await findRecording(db, id);
  const problem = JSON.parse(recording?.problem_json ?? "null") as { code: string; message: string } | null;
  return { id, state: recording?.state, sizeBytes: recording?.size_bytes, problem, again: again !== undefined };
}

it("a recording is fetched whole, and goes on to be read", async () => {
  const wav = toneWav("the sound of the sea");
  serve = (_request, response) => void response.end(wav);
  const fetched = await fetchFrom(`${origin}/sea.wav`);
  expect(fetched).toMatchObject({ state: "preparing", sizeBytes: wav.length, problem: null, again: false });
  expect(await arrivals().receivedBytes(fetched.id)).toBe(wav.length);
});

it.each<[what: string, listener: RequestListener, code: string, words: RegExp]>([
  ["that is gone", (_request, response) => void response.writeHead(404).end(), "url_refused", /HTTP 404/],
  ["of an empty file", (_request, response) => void response.end(), "empty_file", /empty/],
  ["that is too large", (_request, response) => void response.end(Buffer.alloc(1_000_001)), "too_large", /over the limit of 977 kB/],
  ["that never ends", (_request, response) => void setImmediate(function more() { if (response.write(Buffer.alloc(65_536)) && !response.destroyed) setImmediate(more); else response.once("drain", more); }), "too_large", /over the limit/],
  ["that redirects to a private address", (_request, response) => void response.writeHead(302, { location: `${privateOrigin}/` }).end(), "address_not_allowed", /not an address on the public internet/],
  ["that redirects to a metadata address", (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end(), "address_not_allowed", /not an address on the public internet/],
  ["that redirects for ever", (_request, response) => void response.writeHead(302, { location: "/again" }).end(), "too_many_redirects", /redirects too often/],
  ["that redirects to a file", (_request, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(), "url_not_allowed", /http/],
])("a URL %s is refused with the reason", async (_what, listener, code, words) => {
  serve = listener;
  const { state, problem, again } = await fetchFrom(`${origin}/a.mp3`);
  expect({ state, code: problem?.code, again }).toEqual({ state: "refused", code, again: false });
  expect(problem?.message).toMatch(words);
});

it("a private address is refused without a byte sent there", async () => {
  const { state, problem } = await fetchFrom(`${privateOrigin}/`);
  expect({ state, code: problem?.code }).toEqual({ state: "refused", code: "address_not_allowed" });
});

it("what may pass is tried again, and refused in the end", async () => {
  serve = (request) => void request.socket.destroy();
  expect(await fetchFrom(`${origin}/a.mp3`, 1)).toMatchObject({ state: "arriving", again: true });
  serve = (_request, response) => void response.writeHead(503).end();
  expect(await fetchFrom(`${origin}/a.mp3`, 1)).toMatchObject({ state: "arriving", again: true });
  expect(await fetchFrom(`${origin}/a.mp3`, 3)).toMatchObject({ state: "refused", again: false });
});

it.each([
  ["says its length", true],
  ["does not say its length", false],
])("a URL to more than there is room for is refused with the reason when it %s, and one that fits is taken", async (_what, says) => {
  const file = { content_type: "audio/mpeg", sha256: "", created_at: 0, upload_path: null, storage_key: "a" };
  await db.insertInto("local_engine_file").values({ ...file, id: "a", size_bytes: 9_500_000 }).execute();
  serve = (_request, response) => {
    if (says) response.setHeader("content-length", 600_000);
    response.write(Buffer.alloc(300_000));
    response.end(Buffer.alloc(300_000));
  };
  const refused = await fetchFrom(`${origin}/a.mp3`);
  expect(refused).toMatchObject({ state: "refused", problem: { code: "storage_full" }, again: false });
  expect(refused.problem?.message).toMatch(/^There is no room here/);
  await db.updateTable("local_engine_file").set({ size_bytes: 9_300_000 }).execute();
  expect(await fetchFrom(`${origin}/a.mp3`)).toMatchObject({ state: "preparing", sizeBytes: 600_000, problem: null });
  await db.deleteFrom("local_engine_file").execute();
});
