import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { Agent, type IncomingMessage, request } from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { request as playwright } from "@playwright/test";
import { callAction, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { startNginx } from "@/e2e/nginx";
import { noiseWav } from "@/e2e/uploader";
import { freePort } from "@/scripts/services/free-port.mjs";
import { BenchApp } from "./app";
import { median } from "./load";
import type { Measure } from "./table";

const SIZE_BYTES = 50_000_000;
const ROUNDS = 5;
const AT_ONCE = 16;
const POLL_MS = 100;
/** What a player asks for while somebody jumps about in a recording, and what it then goes on with. */
const PARTS = [
  { what: "64 KB", sizeBytes: 64 * 1024, count: 1000 },
  { what: "4 MB", sizeBytes: 4 * 1024 * 1024, count: 100 },
];

/** Parts of a stored recording by Range, at random places, beside nginx serving the same file. */
export async function benchMedia(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  const port = await freePort();
  const app = await BenchApp.start(path.join(folder, "media"), { PORT: String(port), ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const recording = noiseWav(SIZE_BYTES);
  await app.send(await app.announce(SIZE_BYTES, "noise.wav"), [recording], SIZE_BYTES);
  while ((await app.recordings())[0]?.state !== "ready") await pause(POLL_MS);
  const context = await playwright.newContext({ extraHTTPHeaders: { cookie: app.visitor.cookie } });
  const input = { runId: crypto.randomUUID(), recordingIds: (await app.recordings()).map(({ id }) => id), audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
  await callAction(context, `${app.url}/transcribe`, "createTranscriptions", input);
  const { tasks } = (await (await context.get(`${app.url}/api/tasks?kind=transcription`)).json()) as { tasks: { originalDownloadUrl: string }[] };
  const ours = { url: `${app.url}${tasks[0]?.originalDownloadUrl ?? ""}`, cookie: app.visitor.cookie };

  const nginxPort = await freePort();
  await writeFile(path.join(folder, "noise.wav"), recording);
  const nginx = await startNginx(nginxPort, `sendfile on; keepalive_requests 100000; server { listen 127.0.0.1:${nginxPort}; root ${folder}; }`);
  const plain = { url: `http://127.0.0.1:${nginxPort}/noise.wav`, cookie: "" };

  const measures: Measure[] = [];
  for (const { what, sizeBytes, count } of PARTS) {
    const [measured, beside]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      beside.push(await readParts(plain, sizeBytes, count));
      measured.push(await readParts(ours, sizeBytes, count));
    }
    // The first round of each is the warm-up.
    measures.push({ what: `parts of ${what} of a recording, ${AT_ONCE} at once`, measured: median(measured.slice(1)), beside: "nginx serving the same file", plain: median(beside.slice(1)), unit: "per s" });
  }
  await nginx.end();
  await context.dispose();
  await app.end();
  await vendor.close();
  return measures;
}

/** Reads so many parts at random places over kept connections; gives how many came in a second. Rejects unless each is whole. */
async function readParts({ url, cookie }: { url: string; cookie: string }, sizeBytes: number, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const left = Array.from({ length: count }, () => Math.floor(Math.random() * (SIZE_BYTES - sizeBytes))).values();
  const startedAt = performance.now();
  const readSome = async () => {
    for (const start of left) {
      const outgoing = request(url, { agent, headers: { cookie, range: `bytes=${start}-${start + sizeBytes - 1}` } });
      outgoing.end();
      const [response] = (await once(outgoing, "response")) as [IncomingMessage];
      let received = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) received += chunk.length;
      if (response.statusCode !== 206 || received !== sizeBytes) throw new Error(`${url} answered HTTP ${response.statusCode ?? 0} with ${received} bytes.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readSome));
  agent.destroy();
  return (count * 1000) / (performance.now() - startedAt);
}
