import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { expect } from "@playwright/test";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, startApp, vendorSettings } from "../app-process";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";
import { shareOrder } from "../local/access-table";
import { Uploader } from "../uploader";

/** An app of its own, with nothing in it. */
export interface Stage {
  readonly url: string;
  readonly end: () => Promise<void>;
}

/** Starts the app on the local engine, or with other settings. */
export async function startStage(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir, ...settings });
  return {
    url: app.url,
    end: async () => {
      await app.end();
      await remove();
    },
  };
}

/** Starts the app in front of the stand-in for the vendor, which can be told how a task goes. */
export async function startVendorStage(): Promise<Stage & { readonly vendor: FakeVendor }> {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const port = await freePort();
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) });
  return {
    url: app.url,
    vendor,
    end: async () => {
      await app.end();
      await vendor.close();
      await remove();
    },
  };
}

/** Uploads a recording and orders its transcript. */
export async function orderTranscript(request: APIRequestContext, url: string, name: string, bytes: Buffer): Promise<void> {
  const visitor = new Uploader(request, { url });
  const location = (await visitor.announce(String(bytes.length), {}, name)).headers()["location"] ?? "";
  await visitor.send(location, 0, bytes);
  await visitor.transcribe([path.basename(location)]);
}

/** The newest transcript of a recording of that name, once it has come so far. */
export async function transcriptOf(request: APIRequestContext, url: string, name: string, state: string): Promise<TranscriptionTaskView> {
  const find = async () => {
    const { tasks } = (await (await request.get(`${url}/api/tasks?kind=transcription`)).json()) as { tasks: TranscriptionTaskView[] };
    return tasks.find(({ recording }) => recording.name === name);
  };
  await expect.poll(async () => (await find())?.state, { timeout: 60_000 }).toBe(state);
  return (await find()) as TranscriptionTaskView;
}

/** Shares a result, as the dialog would with other choices than its own; gives the link. */
export async function share(request: APIRequestContext, url: string, taskId: string, choices: Readonly<Record<string, unknown>>): Promise<string> {
  const { result } = await callAction(request, url, "createShare", { ...shareOrder(taskId), ...choices });
  return new URL((result as { value: { share: { url: string } } }).value.share.url, url).href;
}
