import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type APIRequestContext, request as requests } from "@playwright/test";
import { type AppProcess, callAction, startApp, takeInput, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { Uploader } from "@/e2e/uploader";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { freePort } from "@/scripts/services/free-port.mjs";
import { resultOf } from "./transcripts";

export const THREE_HOURS_SECONDS = 10_800;
const POLL_MS = 250;

/** An app in which somebody had three hours of speech transcribed, and shared it. */
interface ThreeHours {
  readonly url: string;
  readonly cookie: string;
  /** Of the take's page, the transcript's, and its share's. */
  readonly takePath: string;
  readonly taskPath: string;
  readonly sharePath: string;
  readonly end: () => Promise<void>;
}

/** Makes all of it in a folder: a sound of that length, its waveform, so many words by three speakers, a take, and the share. */
export async function makeThreeHours(folder: string, words = 27_000): Promise<ThreeHours> {
  const file = path.join(folder, "three-hours.mp3");
  // It swells and falls, so that there is a waveform to draw.
  const sound = `anoisesrc=r=16000:c=pink:a=0.5:d=${THREE_HOURS_SECONDS},tremolo=f=0.3:d=0.95`;
  if (!existsSync(file)) execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", sound, "-b:a", "32k", file]);
  const vendor = await startFakeVendor({ delayMs: 0 });
  const port = await freePort();
  const app: AppProcess = await startApp({ PORT: String(port), DATA_DIR: path.join(folder, `three-hours-${words}`), ...vendorSettings(vendor, port) });
  const owner = await requests.newContext();
  const take = await callAction(owner, app.url, "createTakes", takeInput({ text: "A sentence said aloud for the first page.", timestamps: true }));
  vendor.behave({ next: [{ transcript: resultOf(words, THREE_HOURS_SECONDS / words), whenIncludes: "/api/handover/" }] });
  const task = await transcribe(owner, app.url, readFileSync(file));
  const includes = { audio: true, transcript: true, settings: false };
  const order = { runId: crypto.randomUUID(), taskId: task.id, title: "Three hours of talk", expiry: "never", password: null, includes, allowDownloads: true, passage: null };
  const { result } = await callAction(owner, app.url, "createShare", order);
  const { cookies } = await owner.storageState();
  return {
    url: app.url,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    takePath: `/tasks/${(take.result as { value: { taskIds: string[] } }).value.taskIds[0] ?? ""}`,
    taskPath: `/tasks/${task.id}`,
    sharePath: (result as { value: { share: { url: string } } }).value.share.url,
    end: async () => {
      await owner.dispose();
      await app.end();
      await vendor.close();
    },
  };
}

async function transcribe(owner: APIRequestContext, url: string, bytes: Buffer): Promise<TranscriptionTaskView> {
  const visitor = new Uploader(owner, { url });
  const location = (await visitor.announce(String(bytes.length), {}, "three-hours.mp3")).headers()["location"] ?? "";
  await visitor.send(location, 0, bytes);
  await visitor.transcribe([path.basename(location)]);
  for (;;) {
    const task = await visitor.onlyTask();
    if (task.state === "success") return task;
    if (task.state === "fail") throw new Error(`The transcription failed: ${task.failure?.message ?? ""}`);
    await pause(POLL_MS);
  }
}
