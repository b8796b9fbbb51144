import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startApp, vendorSettings } from "@/e2e/app-process";
import { type FakeVendor, startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { freePort } from "@/scripts/services/free-port.mjs";
import { residentMb } from "./app";
import { startEmptyApp } from "./empty-app";
import { median, postAll, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import { Stream } from "./streams";
import type { Measure } from "./table";

const STARTS = 5;
/** Long enough for what a start leaves behind to be given back. */
const REST_MS = 10_000;
const PAGES = 500;
const CALLBACKS = 4_000;
const SAMPLE_MS = 100;

/** How long the app takes to start, and its memory at rest and under load, beside a Next.js app that does nothing. */
export async function benchResources(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  const [ourStarts, plainStarts]: [number[], number[]] = [[], []];
  // The first one builds it, where it was not yet.
  await (await startEmptyApp()).end();
  for (let round = 0; round < STARTS; round += 1) {
    ourStarts.push(await timeStart(vendor, path.join(folder, "resources-start")));
    const startedAt = performance.now();
    const empty = await startEmptyApp();
    plainStarts.push(performance.now() - startedAt);
    await empty.end();
  }
  const ours = await memoryOfApp(vendor, path.join(folder, "resources"));
  const plain = await memoryOfEmptyRoute();
  await vendor.close();
  const beside = "a Next.js app with one route handler that does nothing";
  return [
    { what: "from starting the process until it is ready: median of 5", measured: median(ourStarts), beside, plain: median(plainStarts), unit: "ms" },
    { what: `memory ${REST_MS / 1000} s after the start`, measured: ours.restMb, beside, plain: plain.restMb, unit: "MB" },
    { what: `memory, at its most, while ${CALLBACKS.toLocaleString("en")} callbacks come and ${PAGES} pages listen`, measured: ours.mostMb, beside: `${beside}, sent the same bodies`, plain: plain.mostMb, unit: "MB" },
    { what: `memory ${REST_MS / 1000} s later`, measured: ours.laterMb, beside, plain: plain.laterMb, unit: "MB" },
  ];
}

async function timeStart(vendor: FakeVendor, dataDir: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const durationMs = performance.now() - startedAt;
  await app.end();
  return durationMs;
}

interface Memory {
  readonly restMb: number;
  readonly mostMb: number;
  readonly laterMb: number;
}

async function memoryOfApp(vendor: FakeVendor, dataDir: string): Promise<Memory> {
  vendor.behave({ default: { steps: [{ state: "generating" }], callback: "none" } });
  const port = await freePort();
  const owners = Array.from({ length: PAGES }, newVisitor);
  const tasks = await seedTasks({ DATA_DIR: dataDir }, vendor, `http://127.0.0.1:${port}`, Array.from({ length: CALLBACKS }, (_, index) => ({ ownerId: owners[index % PAGES]?.ownerId ?? "", state: "waiting" })));
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  await untilLooked(vendor, tasks);
  const memory = await whileLoaded(app.pid, async () => {
    const streams: Stream[] = [];
    for (const { cookie } of owners) streams.push(await Stream.open(`${app.url}/api/events`, cookie));
    const seen = vendor.requests.length;
    await postAll(tasks.map(({ callbackUrl, vendorTask }) => ({ url: callbackUrl, body: JSON.stringify(vendorTask.notice()) })));
    await untilLooked(vendor, tasks, seen);
    for (const stream of streams) stream.close();
  });
  await app.end();
  return memory;
}

async function memoryOfEmptyRoute(): Promise<Memory> {
  const { routeUrl: url, pid, end } = await startEmptyApp();
  const body = JSON.stringify({ code: 200, data: { taskId: "an id of the usual length, thirty-two" } });
  const memory = await whileLoaded(pid, () => postAll(Array.from({ length: CALLBACKS }, () => ({ url, body }))));
  await end();
  return memory;
}

async function whileLoaded(pid: number, load: () => Promise<unknown>): Promise<Memory> {
  await pause(REST_MS);
  const restMb = await residentMb(pid);
  let mostMb = restMb;
  const timer = setInterval(() => void residentMb(pid).then((now) => (mostMb = Math.max(mostMb, now))), SAMPLE_MS);
  await load().finally(() => clearInterval(timer));
  await pause(REST_MS);
  return { restMb, mostMb, laterMb: await residentMb(pid) };
}
