import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { type AppProcess, startApp } from "@/e2e/app-process";
import type { RecordingView } from "@/lib/recordings/schema";
import { freePort } from "@/scripts/services/free-port.mjs";
import { newVisitor, type Visitor } from "./seed";

/** The built app in a process of its own, and a visitor who uploads to it without a browser. */
export class BenchApp {
  private constructor(
    private readonly app: AppProcess,
    readonly visitor: Visitor,
  ) {}

  static async start(dataDir: string, settings: Readonly<Record<string, string>> = { LOG_LEVEL: "warn" }): Promise<BenchApp> {
    return new BenchApp(await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir, ...settings }), newVisitor());
  }

  get url(): string {
    return this.app.url;
  }

  get pid(): number {
    return this.app.pid;
  }

  end(): Promise<unknown> {
    return this.app.end();
  }

  /** Announces an upload; gives its path. */
  async announce(sizeBytes: number, name: string): Promise<string> {
    const metadata = `name ${Buffer.from(name).toString("base64")}`;
    const headers = { "tus-resumable": "1.0.0", "upload-length": String(sizeBytes), "upload-metadata": metadata, cookie: this.visitor.cookie };
    const response = await fetch(`${this.app.url}/api/uploads`, { method: "POST", headers });
    return response.headers.get("location") ?? "";
  }

  /** Sends all bytes of an upload. */
  send(location: string, chunks: Iterable<Buffer>, sizeBytes: number): Promise<void> {
    const headers = { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": "application/offset+octet-stream", cookie: this.visitor.cookie };
    return sendAll("PATCH", `${this.app.url}${location}`, headers, chunks, sizeBytes);
  }

  async recordings(): Promise<RecordingView[]> {
    const response = await fetch(`${this.app.url}/api/recordings`, { headers: { cookie: this.visitor.cookie } });
    return ((await response.json()) as { recordings: RecordingView[] }).recordings;
  }
}

/** Sends a body as fast as the other side takes it. Rejects when the answer is no success. */
export async function sendAll(method: "PATCH" | "POST" | "PUT", url: string, headers: Record<string, string>, chunks: Iterable<Buffer>, sizeBytes: number): Promise<void> {
  const outgoing = request(url, { method, headers: { ...headers, "content-length": String(sizeBytes) } });
  const answered = once(outgoing, "response");
  for (const chunk of chunks) if (!outgoing.write(chunk)) await once(outgoing, "drain");
  outgoing.end();
  const [response] = (await answered) as [{ statusCode?: number; resume: () => void }];
  response.resume();
  if ((response.statusCode ?? 500) >= 300) throw new Error(`The upload was answered with HTTP ${response.statusCode ?? 0}.`);
}

/** Runs `work`, and gives how long it took and by how much the memory of a process grew meanwhile (Linux; 0 elsewhere). */
export async function watch(pid: number, work: () => Promise<unknown>): Promise<{ durationMs: number; growthMb: number }> {
  const before = await residentMb(pid);
  let most = before;
  const timer = setInterval(() => void residentMb(pid).then((now) => (most = Math.max(most, now))), 100);
  const startedAt = performance.now();
  await work().finally(() => clearInterval(timer));
  return { durationMs: performance.now() - startedAt, growthMb: most - before };
}

/** The memory that a process holds (Linux; 0 elsewhere). */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
