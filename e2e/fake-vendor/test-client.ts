import { expect, onTestFinished, vi } from "vitest";
import { createKieClient, type KieClient } from "@/lib/kie/client";
import { toSpeechRequest } from "@/lib/kie/requests";
import { parseSpeechResult } from "@/lib/kie/result";
import { type FakeVendor, type FakeVendorOptions, startFakeVendor } from "./fake-vendor";

/** For tests only: the createTask body of a speech. */
export function speech(text = "One two three", callbackUrl: string | null = null, timestamps = false) {
  return toSpeechRequest({ model: "elevenlabs/text-to-speech-multilingual-v2", text, voice: "Rachel", stability: 0.5, similarityBoost: 0.75, style: 0, speed: 1, timestamps, previousText: "", nextText: "", languageCode: "" }, callbackUrl);
}

/** A vendor for the running test, and the app's client for it. */
export async function start(options: FakeVendorOptions = {}): Promise<{ vendor: FakeVendor; client: KieClient }> {
  const vendor = await startFakeVendor({ delayMs: 0, ...options });
  onTestFinished(() => vendor.close());
  const { origin, apiKey } = vendor;
  return { vendor, client: createKieClient({ baseUrl: origin, uploadUrl: origin, apiKey, allowOrigins: [origin] }) };
}

/** Has the vendor make a speech; gives its task id. */
export async function create(client: KieClient, ...request: Parameters<typeof speech>): Promise<string> {
  const created = await client.createTask(speech(...request));
  if (created.outcome !== "accepted") throw new Error(`Expected a task, got ${created.outcome}`);
  return created.vendorTaskId;
}

/** The record of a task that the vendor knows. */
export async function recordOf(client: KieClient, taskId: string) {
  const queried = await client.queryTask(taskId);
  if (queried.outcome !== "record") throw new Error(`Expected a record, got ${queried.outcome}`);
  return queried.record;
}

/** The record of a task once it has succeeded. */
export async function finish(client: KieClient, taskId: string) {
  return vi.waitFor(async () => {
    const record = await recordOf(client, taskId);
    expect(record.state).toBe("success");
    return record;
  });
}

/** The link to what a task made, once it has. */
export async function linkOf(client: KieClient, taskId: string): Promise<string> {
  const { result } = await finish(client, taskId);
  const parsed = result.kind === "present" ? parseSpeechResult(result.value) : null;
  return parsed?.audioUrl ?? "";
}
