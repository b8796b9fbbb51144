import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { NO_LIMITS } from "./addresses";
import type { FakeVendor } from "./fake-vendor/fake-vendor";

/** How a process ended. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** An app of a test's own, in a process that the test may stop and kill. */
export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** What it has said so far, on both streams. */
  output(): string;
  /** Resolves when it has said something that contains `text`. */
  says(text: string): Promise<void>;
  /** Sends a signal and resolves when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<Exit>;
}

/** A data directory that does not exist yet, and the way to remove it. */
export async function newDataDirectory(): Promise<{ dataDir: string; remove: () => Promise<void> }> {
  const parent = await mkdtemp(path.join(tmpdir(), "soundcheck-e2e-"));
  return { dataDir: path.join(parent, "data"), remove: () => rm(parent, { recursive: true, force: true }) };
}

/** The settings of an app that speaks to a fake vendor of the test's own, which can call it back at `port`. */
export function vendorSettings(vendor: FakeVendor, port: number): Record<string, string> {
  return {
    KIE_API_KEY: vendor.apiKey,
    KIE_BASE_URL: vendor.origin,
    KIE_UPLOAD_URL: vendor.origin,
    CALLBACK_BASE_URL: `http://127.0.0.1:${port}`,
    WORK_RETRY_MS: "20",
  };
}

const ROOT = path.resolve(import.meta.dirname, "..");

/** Starts the built app as it is started in production, without waiting until it is ready. `root` is where the build is. */
export function spawnApp(settings: Readonly<Record<string, string>> & { readonly PORT: string; readonly DATA_DIR: string }, root = ROOT): AppProcess {
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    cwd: root,
    env: { PATH: process.env["PATH"], NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", LOG_LEVEL: "warn", ...NO_LIMITS, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<Exit>((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
  // A test that fails does not come to its end; the process must not outlive the run all the same.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  void exited.then(() => process.off("exit", kill));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!output.includes(text)) return;
        listeners.delete(check);
        resolve();
      };
      listeners.add(check);
      check();
      void exited.then(() => reject(new Error(`It ended without saying "${text}":\n${output}`)));
    });
  return {
    url: `http://127.0.0.1:${settings.PORT}`,
    pid: child.pid ?? 0,
    exited,
    output: () => output,
    says,
    end: (signal = "SIGTERM") => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Starts the built app and waits until it is ready. */
export async function startApp(...parameters: Parameters<typeof spawnApp>): Promise<AppProcess> {
  const app = spawnApp(...parameters);
  await app.says("is ready at");
  return app;
}

interface ServerReferences {
  readonly node: Readonly<Record<string, { readonly exportedName: string }>>;
}

/** The ids by which the built app knows its server actions, by their names. */
export function actionIds(): Record<string, string> {
  const manifest = path.resolve(import.meta.dirname, "../.next/server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(manifest, "utf8")) as ServerReferences;
  return Object.fromEntries(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}

/** Calls a server action of the page as the browser does, and gives what it answered. */
export async function callAction(request: APIRequestContext, url: string, name: string, input: unknown): Promise<{ response: APIResponse; result: unknown }> {
  const id = actionIds()[name] ?? "";
  const response = await request.post(url, {
    headers: { "next-action": id, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" },
    data: JSON.stringify([input]),
  });
  // The answer's first row names the row of the action's result.
  const rows = new Map((await response.text()).split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
  const { a: reference } = JSON.parse(rows.get("0") ?? "{}") as { a?: string };
  return { response, result: JSON.parse(rows.get(reference?.replace("$@", "") ?? "") ?? "null") as unknown };
}

/** What the form posts for one take; `change` replaces some of it. */
export function takeInput(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    runId: crypto.randomUUID(),
    text: "Hello there",
    voices: ["Rachel"],
    model: "elevenlabs/text-to-speech-multilingual-v2",
    stability: 0.5,
    similarityBoost: 0.75,
    style: 0,
    speed: 1,
    timestamps: false,
    languageCode: "",
    previousText: "",
    nextText: "",
    ...change,
  };
}

/** A take as its owner's browser reads it, as far as tests look at it. */
export interface Take {
  readonly id: string;
  readonly state: string;
  readonly input: { readonly text: string };
  readonly failure: { readonly code: string; readonly vendorMessage: string | null } | null;
  readonly audio: { readonly url: string; readonly downloadUrl: string; readonly fileName: string; readonly sizeBytes: number } | null;
  readonly wordsUrl: string | null;
}

/** The takes of who asks, newest first. */
export async function readTakes(request: APIRequestContext, url: string): Promise<Take[]> {
  // A kept connection may end at the moment in which it is used again.
  const response = await request.get(`${url}/api/tasks`, { maxRetries: 2 });
  return ((await response.json()) as { tasks: Take[] }).tasks;
}
