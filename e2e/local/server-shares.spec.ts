import { createHash } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";

const TEXT = "Shared words to hear";
const CONTEXT = "marked previous text";
const OTHER = "marked other take";
const CREDITS = 987.654;
const TITLE = "A title to share";

let app: AppProcess;
let vendor: FakeVendor;
let owner: APIRequestContext;
let stranger: APIRequestContext;
let cleanUp: () => Promise<void>;

test.beforeAll(async ({ playwright }) => {
  vendor = await startFakeVendor({ delayMs: 0 });
  vendor.behave({ default: { credits: CREDITS } });
  const directory = await newDataDirectory();
  const port = await freePort();
  app = await startApp({ PORT: String(port), DATA_DIR: directory.dataDir, ...vendorSettings(vendor, port) });
  [owner, stranger] = await Promise.all([playwright.request.newContext(), playwright.request.newContext()]);
  cleanUp = async () => {
    await app.end();
    await vendor.close();
    await directory.remove();
  };
});
test.afterAll(() => cleanUp());

async function act<Value>(name: string, input: unknown): Promise<Value> {
  const { result } = await callAction(owner, app.url, name, input);
  expect(result).toMatchObject({ ok: true });
  return (result as { value: Value }).value;
}

/** The id of a finished take of the owner's. */
async function makeTake(text: string): Promise<string> {
  const { taskIds } = await act<{ taskIds: string[] }>("createTakes", takeInput({ text, previousText: CONTEXT, timestamps: true }));
  const id = taskIds[0] ?? "";
  await expect.poll(async () => (await readTakes(owner, app.url)).find((take) => take.id === id)?.state).toBe("success");
  return id;
}

async function share(taskId: string, change: Readonly<Record<string, unknown>> = {}): Promise<ShareView> {
  const includes = { audio: true, transcript: true, settings: false };
  const order = { runId: crypto.randomUUID(), taskId, title: TITLE, expiry: "never", password: null, includes, allowDownloads: true, passage: null, ...change };
  return (await act<{ share: ShareView }>("createShare", order)).share;
}

async function said(answer: APIResponse): Promise<string> {
  return JSON.stringify(answer.headersArray()) + (await answer.body()).toString("latin1");
}

test("a link shows what was shared and nothing else, and says so to nobody", async () => {
  const [taskId, otherId] = [await makeTake(TEXT), await makeTake(OTHER)];
  const view = await share(taskId);
  const passage = await share(taskId, { title: "Only a part", passage: { startMs: 0, endMs: 450 } });
  const { vendorTaskId } = (await (await owner.get(`${app.url}/api/tasks/${taskId}`)).json()) as { vendorTaskId: string };
  const key = (await owner.storageState()).cookies.find(({ name }) => name === "soundcheck_owner")?.value ?? "";
  expect([key, vendorTaskId].map((secret) => secret.length > 8)).toEqual([true, true]);
  const ownerId = createHash("sha256").update(key).digest("hex");
  const callback = vendor.requests.map(({ body }) => /\/api\/callbacks\/([\w-]+)/.exec(JSON.stringify(body))?.[1]).find((token) => token !== undefined);
  expect(callback).toBeDefined();
  const secrets = [CONTEXT, OTHER, String(CREDITS), vendorTaskId, key, ownerId, callback ?? "", "api/callbacks", vendor.apiKey, vendor.origin, taskId, otherId, view.id, passage.id];

  const asked = vendor.requests.length;
  let heard = 0;
  for (const { url } of [view, passage]) {
    const card = /property="og:image" content="[^"]*?\/s\/[\w-]+(\/[^"?]+)/.exec(await (await stranger.get(`${app.url}${url}`)).text())?.[1] ?? "no card";
    for (const address of ["", "/embed", card, "/media/audio", "/media/peaks", "/media/words", "/media/audio?download=1"]) {
      const answer = await stranger.get(`${app.url}${url}${address}`);
      expect([address, answer.status()]).toEqual([address, 200]);
      expect(answer.headers()).toMatchObject({ "x-robots-tag": "noindex", "referrer-policy": "no-referrer" });
      expect(answer.headers()["set-cookie"]).toBeUndefined();
      const text = await said(answer);
      for (const secret of secrets) expect(text, address).not.toContain(secret);
      if (address === "") heard += text.includes("Shared") ? 1 : 0;
      if (url === passage.url) expect(text).not.toContain("hear");
    }
    const payload = await said(await stranger.get(`${app.url}${url}?_rsc=1`, { headers: { rsc: "1" } }));
    for (const secret of secrets) expect(payload).not.toContain(secret);
  }
  expect(heard).toBe(2);
  expect(vendor.requests.length).toBe(asked);
  expect((await stranger.storageState()).cookies).toEqual([]);
  expect((await stranger.head(`${app.url}${view.url}`)).status()).toBe(200);
  const listed = async () => ((await (await owner.get(`${app.url}/api/shares?taskId=${taskId}`)).json()) as { shares: ShareView[] }).shares;
  // The page was opened twice, and the player once; the data for the page, and its head, are no openings.
  expect((await listed()).map(({ views }) => views)).toEqual([3, 3]);

  const addresses = ["", "/embed", "/media/audio", "/media/words", "/exports/text"];
  const statuses = (url: string) => Promise.all(addresses.map(async (address) => (await stranger.get(`${app.url}${url}${address}`)).status()));
  const ended = (status: number) => addresses.map(() => status);
  await act("revokeShare", { shareId: view.id });
  expect(await statuses(view.url)).toEqual(ended(410));
  expect(await said(await stranger.get(`${app.url}${view.url}`))).not.toContain(TITLE);
  expect((await stranger.head(`${app.url}${view.url}`)).status()).toBe(410);
  expect(await statuses(`/s/${"x".repeat(24)}`)).toEqual(ended(404));
  await act("deleteTask", { taskId });
  expect(await statuses(passage.url)).toEqual(ended(404));
});
