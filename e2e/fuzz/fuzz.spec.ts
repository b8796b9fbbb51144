import { execFileSync } from "node:child_process";
import path from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import fc from "fast-check";
import { actionIds, callAction, freePort, newDataDirectory, startApp, vendorSettings } from "../app-process";
import { toneWav } from "../fake-vendor/audio";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { actionRequests } from "./actions";
import { callbackRequests } from "./callbacks";
import { type RawRequest, Sender } from "./raw-request";
import { uploadRequests } from "./uploads";
import { beginUpload, Victim } from "./victim";

const runs = Number(process.env["FUZZ_RUNS"] ?? 1500);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

/** How much more memory the app may hold at the end than when it was warm: far more than noise, far less than what was sent. */
const MEMORY_GROWTH_MEGABYTES = 150;
/** Of the runs, those after which the app counts as warm. */
const WARM_UP = 1 / 4;

async function cookieOf(context: APIRequestContext): Promise<string> {
  return (await context.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

function memoryMegabytes(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) / 1024;
}

function describeRequest({ body, ...request }: RawRequest): string {
  return JSON.stringify({ ...request, body: Buffer.from(body.subarray(0, 400)).toString("latin1"), bodyBytes: body.length });
}

test(`${runs} requests of any kind change nothing that is not theirs to change (seed ${seed})`, async ({ request, playwright }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) });
  const victim = new Victim(request, app.url, dataDir);
  await victim.makeThings(vendor);
  const attacker = await playwright.request.newContext();
  await callAction(attacker, app.url, "setFavouriteVoice", { voice: "Bill", favourite: true });
  const ownUpload = await beginUpload(attacker, app.url, toneWav("A recording of another."), 500);
  const cookies = [await cookieOf(attacker), ""];
  const tokens = vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")).map(({ body }) => path.basename((JSON.parse(body ?? "") as { callBackUrl: string }).callBackUrl));
  const before = victim.snapshot();

  const sender = new Sender(app.url);
  /** No answer says that something of ours broke. */
  const isWell = async (sent: RawRequest) => {
    const { status, body } = await sender.send(sent);
    if ((status ?? 0) >= 500 || body.includes('"internal"')) throw new Error(`HTTP ${status}: ${body.slice(0, 300)}\n${describeRequest(sent)}`);
  };
  const kinds = [
    callbackRequests({ tokens, vendorTaskIds: [...vendor.tasks.map(({ taskId }) => taskId), "0".repeat(32)] }),
    actionRequests({
      actions: actionIds(),
      taskIds: [...victim.taskIds, "no-such-task"],
      recordingIds: [...victim.recordingIds, path.basename(ownUpload), "no-such-recording"],
      cookies,
    }),
    uploadRequests([victim.upload, ownUpload], cookies),
  ];
  const send = (share: number, from: number) =>
    Promise.all(kinds.map((requests) => fc.assert(fc.asyncProperty(requests, isWell), { numRuns: Math.ceil((runs * share) / kinds.length), seed: seed + from })));

  await send(WARM_UP, 0);
  const warmMegabytes = memoryMegabytes(app.pid);
  await send(1 - WARM_UP, 1);
  const endMegabytes = memoryMegabytes(app.pid);
  process.stdout.write(`${runs} requests, seed ${seed}: ${Math.round(warmMegabytes)} MB when warm, ${Math.round(endMegabytes)} MB at the end\n`);

  expect(victim.snapshot()).toEqual(before);
  expect(endMegabytes - warmMegabytes).toBeLessThan(MEMORY_GROWTH_MEGABYTES);
  const health = await request.get(`${app.url}/api/health`);
  expect(health.status()).toBe(200);
  sender.close();
  expect(await app.end()).toEqual({ code: 0, signal: null });
  expect(app.output().split("\n").filter((line) => /"level":[56]0|unhandled|uncaught/i.test(line))).toEqual([]);
  await attacker.dispose();
  await vendor.close();
  await remove();
});
