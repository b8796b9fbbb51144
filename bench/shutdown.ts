import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type AppProcess, startApp, vendorSettings } from "@/e2e/app-process";
import { type FakeVendor, startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { freePort } from "@/scripts/services/free-port.mjs";
import { median } from "./load";
import { newVisitor, seedTasks, type Visitor } from "./seed";
import { Stream } from "./streams";
import type { Measure } from "./table";

const ROUNDS = 3;
const PAGES = 50;
const UPLOAD_BYTES = 50_000_000;
const POLL_MS = 20;

/** SIGTERM to the end of the process, with all that can be in flight, beside one that has nothing to do. */
export async function benchShutdown(folder: string): Promise<Measure[]> {
  const [busy, idle]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    idle.push(await endOf(path.join(folder, `shutdown-idle-${round}`), false));
    busy.push(await endOf(path.join(folder, `shutdown-busy-${round}`), true));
  }
  const what = `SIGTERM to exit with ${PAGES} streams, an upload, a createTask without an answer, a result that stalls, a callback that does not end`;
  return [
    { what: `${what}: median`, measured: median(busy), beside: "an app with nothing to do", plain: median(idle), unit: "ms" },
    { what: `${what}: longest`, measured: Math.max(...busy), beside: "the limit", plain: 5_000, unit: "ms" },
  ];
}

async function endOf(dataDir: string, busy: boolean): Promise<number> {
  const vendor = await startFakeVendor();
  const port = await freePort();
  const visitor = newVisitor();
  const callbackUrls = busy ? await seedInFlight(dataDir, vendor, `http://127.0.0.1:${port}`, visitor) : [];
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const requests = busy ? await occupy(app, vendor, visitor, callbackUrls.at(-1) ?? "") : [];
  const startedAt = performance.now();
  const { code, signal } = await app.end();
  const durationMs = performance.now() - startedAt;
  for (const outgoing of requests) outgoing.destroy();
  await vendor.close();
  if (code !== 0) throw new Error(`The app ended with ${code ?? signal ?? "nothing"}:\n${app.output()}`);
  return durationMs;
}

/** A task that is to be sent and gets no answer, one whose result stalls, and one that is called back. */
async function seedInFlight(dataDir: string, vendor: FakeVendor, appUrl: string, { ownerId }: Visitor): Promise<string[]> {
  vendor.behave({ default: { steps: [{ state: "success" }], file: "stall", callback: "none" } });
  const tasks = await seedTasks({ DATA_DIR: dataDir }, vendor, appUrl, [
    { ownerId, state: "pending" },
    { ownerId, state: "keeping", result: ({ output }) => output },
    { ownerId, state: "unconfirmed" },
  ]);
  vendor.behave({ default: { create: { kind: "hang" } } });
  return tasks.map(({ callbackUrl }) => callbackUrl);
}

async function occupy({ url }: AppProcess, vendor: FakeVendor, { cookie }: Visitor, callbackUrl: string): Promise<ClientRequest[]> {
  for (let page = 0; page < PAGES; page += 1) await Stream.open(`${url}/api/events`, cookie);
  const announced = await fetch(`${url}/api/uploads`, { method: "POST", headers: { "tus-resumable": "1.0.0", "upload-length": String(UPLOAD_BYTES), cookie } });
  const upload = begin("PATCH", `${url}${announced.headers.get("location") ?? ""}`, { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": "application/offset+octet-stream", cookie });
  const callback = begin("POST", callbackUrl, { "content-type": "application/json" });
  const asked = (part: string) => vendor.requests.filter((sent) => sent.path.includes(part)).length;
  // Three are those that made the tasks.
  while (asked("/createTask") < 4 || asked("/results/") < 1) await pause(POLL_MS);
  return [upload, callback];
}

/** Begins to send a body and does not go on. */
function begin(method: string, url: string, headers: Readonly<Record<string, string>>): ClientRequest {
  const outgoing = request(url, { method, headers: { ...headers, "content-length": String(UPLOAD_BYTES) } });
  // The app breaks it off when it ends.
  outgoing.on("error", () => undefined);
  void once(outgoing, "response").catch(() => undefined);
  outgoing.write(Buffer.alloc(1_000_000, "{"));
  return outgoing;
}
