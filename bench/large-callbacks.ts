import path from "node:path";
import { startApp, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { freePort } from "@/scripts/services/free-port.mjs";
import { sendAll, watch } from "./app";
import { median, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import type { Measure } from "./table";
import { resultOf } from "./transcripts";

const ROUNDS = 5;
/** A little over 20 MB as the vendor writes it. */
const WORDS = 85_000;

/** Callbacks of 20 MB: how long others wait meanwhile, and how much memory they take, beside parsing them at once. */
export async function benchLargeCallbacks(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  vendor.behave({ default: { steps: [{ state: "generating" }], callback: "none" } });
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const dataDir = path.join(folder, "large-callbacks");
  const { ownerId } = newVisitor();
  const tasks = await seedTasks({ DATA_DIR: dataDir }, vendor, appUrl, Array.from({ length: ROUNDS + 1 }, () => ({ ownerId, state: "waiting" })));
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  await untilLooked(vendor, tasks);

  const resultJson = JSON.stringify({ resultObject: resultOf(WORDS) });
  const rounds: { durationMs: number; growthMb: number; longestMs: number; idleMs: number; parsingMs: number }[] = [];
  let sizeBytes = 0;
  for (const { callbackUrl, vendorTask } of tasks) {
    const { data } = vendorTask.notice("success") as { data: object };
    const text = JSON.stringify({ code: 200, msg: "success", data: { ...data, resultJson } });
    const startedAt = performance.now();
    JSON.parse(text);
    const parsingMs = performance.now() - startedAt;
    const body = Buffer.from(text);
    sizeBytes = body.length;
    const idleMs = await longestAnswer(appUrl, () => new Promise((resolve) => setTimeout(resolve, 200)));
    let longestMs = 0;
    const { durationMs, growthMb } = await watch(app.pid, async () => {
      longestMs = await longestAnswer(appUrl, () => sendAll("POST", callbackUrl, { "content-type": "application/json" }, [body], body.length));
    });
    rounds.push({ durationMs, growthMb, longestMs, idleMs, parsingMs });
  }
  await app.end();
  await vendor.close();

  const middle = (name: keyof (typeof rounds)[number]) => median(rounds.slice(1).map((round) => round[name]));
  const what = `a callback of ${Math.round(sizeBytes / 1e6)} MB`;
  return [
    { what: `${what}: from its first byte to the answer`, measured: middle("durationMs"), beside: "JSON.parse of it", plain: middle("parsingMs"), unit: "ms" },
    { what: `${what}: the longest that another request waits meanwhile`, measured: middle("longestMs"), beside: "JSON.parse of it", plain: middle("parsingMs"), unit: "ms" },
    { what: `${what}: the same`, measured: middle("longestMs"), beside: "another request's wait without a callback", plain: middle("idleMs"), unit: "ms" },
    { what: `${what}: growth of the server`, measured: middle("growthMb"), beside: "the callback itself", plain: sizeBytes / 1e6, unit: "MB" },
  ];
}

/** The longest that a small request, sent again and again while `work` lasts, waits for its answer. */
async function longestAnswer(appUrl: string, work: () => Promise<unknown>): Promise<number> {
  const waits: number[] = [];
  const working = { done: false };
  const ended = work().finally(() => (working.done = true));
  while (!working.done) {
    const startedAt = performance.now();
    await (await fetch(`${appUrl}/api/health`)).arrayBuffer();
    waits.push(performance.now() - startedAt);
  }
  await ended;
  return Math.max(...waits);
}
