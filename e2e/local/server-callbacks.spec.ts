import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request as send, type IncomingMessage } from "node:http";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import type { Behaviour } from "../fake-vendor/behaviour";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";

const MEGABYTE = 1024 * 1024;
const WEBHOOK_KEY = "the webhook key";

/** An app with a vendor of its own, for the running test. */
async function start(request: APIRequestContext, settings: Readonly<Record<string, string>> = {}) {
  const vendor = await startFakeVendor({ delayMs: 0, ...(settings["KIE_WEBHOOK_KEY"] === undefined ? {} : { webhookKey: settings["KIE_WEBHOOK_KEY"] }) });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), ...settings });
  /** Makes a take that the vendor treats as told; gives its address for callbacks. */
  const makeTake = async (behaviour: Behaviour) => {
    vendor.behave({ next: [behaviour] });
    const before = vendor.tasks.length;
    await callAction(request, app.url, "createTakes", takeInput());
    await expect.poll(() => vendor.tasks.length).toBe(before + 1);
    const task = vendor.tasks[before];
    return { taskId: task?.taskId ?? "", callbackUrl: task?.request.callBackUrl ?? "" };
  };
  const end = async () => {
    expect(await app.end()).toEqual({ code: 0, signal: null });
    await vendor.close();
    await remove();
  };
  return { app, vendor, makeTake, end, latest: async () => (await readTakes(request, app.url))[0] };
}

const post = async (url: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  await response.arrayBuffer();
  return response.status;
};

/** Announces a body of `bytes` and sends `parts` of it, as far as the other side takes it; gives the answer's status. */
async function announce(url: string, bytes: number, parts: readonly Buffer[]): Promise<number | undefined> {
  const request = send(url, { method: "POST", headers: { "content-length": String(bytes) } });
  // The other side may hang up on the rest of the body once it has answered.
  request.on("error", () => undefined);
  request.flushHeaders();
  for (const part of parts) request.write(part);
  const [message] = (await once(request, "response")) as [IncomingMessage];
  request.destroy();
  return message.statusCode;
}

const recordQueries = (vendor: FakeVendor) => vendor.requests.filter(({ path }) => path.endsWith("/recordInfo")).length;

test("a callback is a hint: bounded, of a known token, and its word is not believed", async ({ request }) => {
  const { app, vendor, makeTake, end, latest } = await start(request);
  const { taskId, callbackUrl } = await makeTake({ steps: [{ state: "generating" }], callback: "none" });
  const forged = JSON.stringify({ code: 200, data: { taskId, state: "success", resultJson: '{"resultUrls":["http://127.0.0.1:9/x"]}' } });

  // An unknown token is refused before any byte of the body was sent.
  expect(await announce(`${app.url}/api/callbacks/${"x".repeat(43)}`, 20 * MEGABYTE, [])).toBe(404);
  expect(await announce(callbackUrl, 33 * MEGABYTE, Array.from({ length: 33 }, () => Buffer.alloc(MEGABYTE, "x")))).toBe(413);

  expect(await post(callbackUrl, forged)).toBe(200);
  await expect.poll(async () => (await latest())?.state).toBe("generating");
  const before = await latest();
  for (const body of ["garbage", "", "[]", '{"data":null}', '{"data":{"taskId":"another"}}', "\u0000", `{"data":"${"x".repeat(20 * MEGABYTE)}"}`]) {
    const queries = recordQueries(vendor);
    expect(await post(callbackUrl, body)).toBe(200);
    await expect.poll(() => recordQueries(vendor)).toBeGreaterThan(queries);
  }
  expect(await latest()).toEqual(before);
  expect(vendor.requests.map(({ query }) => query["taskId"])).not.toContain("another");
  expect((await fetch(callbackUrl)).status).toBe(405);
  await end();
});

test("a callback brings the end at once, and its repetition changes nothing", async ({ request }) => {
  const { vendor, makeTake, end, latest } = await start(request);
  const { taskId } = await makeTake({ callback: "storm" });
  await expect.poll(async () => (await latest())?.state).toBe("success");
  await expect.poll(() => vendor.notices.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  const ended = await latest();
  const queries = recordQueries(vendor);
  expect((await vendor.notify(taskId)).every(({ status }) => status === 200)).toBe(true);
  expect(await latest()).toEqual(ended);
  expect(recordQueries(vendor)).toBe(queries);

  // A deleted take's address is nobody's, and what comes there brings nothing back.
  await callAction(request, new URL(vendor.notices[0]?.url ?? "").origin, "deleteTask", { taskId: ended?.id });
  expect((await vendor.notify(taskId)).every(({ status }) => status === 404)).toBe(true);
  expect(await latest()).toBeUndefined();
  await end();
});

test("with a webhook key, a callback that is not signed with it is refused", async ({ request }) => {
  const { vendor, makeTake, end, latest } = await start(request, { KIE_WEBHOOK_KEY: WEBHOOK_KEY });
  const { taskId, callbackUrl } = await makeTake({ steps: [{ state: "generating" }], callback: "none" });
  const sign = (id: string, seconds: number, key = WEBHOOK_KEY) => ({
    "x-webhook-timestamp": String(seconds),
    "x-webhook-signature": createHmac("sha256", key).update(`${id}.${seconds}`).digest("base64"),
  });
  const now = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ data: { taskId } });
  for (const headers of [{}, sign(taskId, now, "another key"), sign("another task", now), sign(taskId, now - 3_700), { ...sign(taskId, now), "x-webhook-timestamp": String(now + 1) }]) {
    expect(await post(callbackUrl, body, headers)).toBe(401);
  }
  expect(await post(callbackUrl, "garbage", sign(taskId, now))).toBe(401);
  expect(await post(callbackUrl, body, sign(taskId, now))).toBe(200);
  expect(await post(callbackUrl, JSON.stringify({ data: { task_id: taskId } }), sign(taskId, now))).toBe(200);

  await makeTake({});
  await expect.poll(async () => (await latest())?.state).toBe("success");
  await expect.poll(() => vendor.notices.map(({ status }) => status)).toEqual([200]);
  await end();
});
