import path from "node:path";
import { pathToFileURL } from "node:url";
import { type APIRequestContext, expect, test } from "@playwright/test";
import fc from "fast-check";
import { freePort } from "@/scripts/services/free-port.mjs";
import { actionIds, type AppProcess, callAction, newDataDirectory, startApp, vendorSettings } from "../app-process";
import { toneWav } from "../fake-vendor/audio";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { actionRequests } from "./actions";
import { callbackRequests } from "./callbacks";
import { type RawRequest, Sender } from "./raw-request";
import { uploadRequests } from "./uploads";
import { beginUpload, Victim } from "./victim";

const runs = Number(process.env["FUZZ_RUNS"] ?? 1500);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

const MEMORY_REPORT = pathToFileURL(path.resolve(import.meta.dirname, "report-memory.mjs")).href;
/** How much more the app may hold at the end than when it was warm: far more than noise, far less than what was sent. */
const MEMORY_GROWTH_MEGABYTES = 40;
/** Of the runs, those after which the app counts as warm. */
const WARM_UP = 1 / 4;

async function cookieOf(context: APIRequestContext): Promise<string> {
  return (await context.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** What the app holds after it has collected its garbage, and what the system has given it, in megabytes. */
async function memoryOf(app: AppProcess): Promise<{ live: number; rss: number }> {
  const said = app.output().split("\nmemory ").length;
  process.kill(app.pid, "SIGUSR2");
  await expect.poll(() => app.output().split("\nmemory ").length).toBeGreaterThan(said);
  const { live, rss } = JSON.parse(app.output().split("\nmemory ").at(-1)?.split("\n")[0] ?? "{}") as { live: number; rss: number };
  return { live: Math.round(live / 1024 ** 2), rss: Math.round(rss / 1024 ** 2) };
}

function describeRequest({ body, ...request }: RawRequest): string {
  return JSON.stringify({ ...request, body: Buffer.from(body.subarray(0, 400)).toString("latin1"), bodyBytes: body.length });
}

test(`${runs} requests of any kind change nothing that is not theirs to change (seed ${seed})`, async ({ request, playwright }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, NODE_OPTIONS: `--expose-gc --import=${MEMORY_REPORT}`, ...vendorSettings(vendor, port) });
  const victim = new Victim(request, app.url, dataDir);
  await victim.makeThings(vendor);
  const attacker = await playwright.request.newContext();
  await callAction(attacker, app.url, "setFavouriteVoice", { voice: "Bill", favourite: true });
  const ownUpload = await beginUpload(attacker, app.url, toneWav("A recording of another."), 500);
  const cookies = [await cookieOf(attacker), ""];
  const tokens = vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")).map(({ body }) => path.basename((JSON.parse(body ?? "") as { callBackUrl: string }).callBackUrl));
  expect(victim.shareIds).toHaveLength(1);
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
      shareIds: [...victim.shareIds, "no-such-share"],
      origin: app.url,
      cookies,
    }),
    uploadRequests([victim.upload, ownUpload], cookies),
  ];
  const send = (share: number, from: number) =>
    Promise.all(kinds.map((requests) => fc.assert(fc.asyncProperty(requests, isWell), { numRuns: Math.ceil((runs * share) / kinds.length), seed: seed + from })));

  await send(WARM_UP, 0);
  const warm = await memoryOf(app);
  await send(1 - WARM_UP, 1);
  const end = await memoryOf(app);
  process.stdout.write(`${runs} requests, seed ${seed}: ${warm.live} MB held when warm (${warm.rss} resident), ${end.live} MB at the end (${end.rss} resident)\n`);

  expect(victim.snapshot()).toEqual(before);
  expect(end.live - warm.live).toBeLessThan(MEMORY_GROWTH_MEGABYTES);
  const health = await request.get(`${app.url}/api/health`);
  expect(health.status()).toBe(200);
  sender.close();
  expect(await app.end()).toEqual({ code: 0, signal: null });
  expect(app.output().split("\n").filter((line) => /"level":[56]0|unhandled|uncaught/i.test(line))).toEqual([]);
  await attacker.dispose();
  await vendor.close();
  await remove();
});
