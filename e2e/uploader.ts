import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { type APIRequestContext, expect } from "@playwright/test";
import { callAction } from "./app-process";
import type { RecordingView } from "@/lib/recordings/schema";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** Noise that nothing can compress: a WAV whose every byte counts. */
export function noiseWav(sizeBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(sizeBytes - 8, 4);
  header.write("WAVEfmt ", 8);
  for (const [offset, value] of [[16, 16], [24, 16_000], [28, 32_000], [40, sizeBytes - 44]] as const) header.writeUInt32LE(value, offset);
  for (const [offset, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) header.writeUInt16LE(value, offset);
  header.write("data", 36);
  return Buffer.concat([header, randomBytes(sizeBytes - 44)]);
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** A visitor of the app who speaks tus without a browser. */
export class Uploader {
  constructor(private readonly request: APIRequestContext, private readonly app: { url: string }) {}

  announce(length: string, headers: Record<string, string> = {}, name = "noise.wav") {
    return this.request.post(`${this.app.url}/api/uploads`, {
      headers: { "tus-resumable": "1.0.0", ...(length === "" ? {} : { "upload-length": length }), "upload-metadata": `name ${base64(name)}`, ...headers },
    });
  }

  /** Announces the recording; gives the path of its upload. */
  async begin(bytes: Buffer): Promise<string> {
    const response = await this.announce(String(bytes.length));
    expect(response.status()).toBe(201);
    return response.headers()["location"] ?? "";
  }

  async offset(location: string): Promise<number> {
    const response = await this.request.head(`${this.app.url}${location}`, { headers: { "tus-resumable": "1.0.0" } });
    expect(response.status()).toBe(200);
    return Number(response.headers()["upload-offset"]);
  }

  send(location: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}) {
    return this.request.patch(`${this.app.url}${location}`, {
      headers: { "tus-resumable": "1.0.0", "upload-offset": String(offset), "content-type": "application/offset+octet-stream", ...headers },
      data: bytes,
    });
  }

  /** Sends the beginning of the rest and stays connected, as if the network had gone; gives the way to cut the connection. */
  async sendPart(location: string, offset: number, bytes: Buffer, totalBytes: number): Promise<() => void> {
    const { cookies } = await this.request.storageState();
    const outgoing = httpRequest(`${this.app.url}${location}`, {
      method: "PATCH",
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        "tus-resumable": "1.0.0",
        "upload-offset": String(offset),
        "content-type": "application/offset+octet-stream",
        "content-length": String(totalBytes - offset),
      },
    });
    outgoing.on("error", () => undefined);
    await new Promise<void>((resolve) => outgoing.write(bytes, () => resolve()));
    return () => void outgoing.destroy();
  }

  async recordings(): Promise<RecordingView[]> {
    const response = await this.request.get(`${this.app.url}/api/recordings`);
    return ((await response.json()) as { recordings: RecordingView[] }).recordings;
  }

  async transcribe(recordingIds: readonly string[]): Promise<void> {
    const input = { runId: crypto.randomUUID(), recordingIds, audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
    expect((await callAction(this.request, `${this.app.url}/transcribe`, "createTranscriptions", input)).result).toMatchObject({ ok: true });
  }

  async onlyTask(): Promise<TranscriptionTaskView> {
    const { tasks } = (await (await this.request.get(`${this.app.url}/api/tasks?kind=transcription`)).json()) as { tasks: TranscriptionTaskView[] };
    expect(tasks).toHaveLength(1);
    return tasks[0] as TranscriptionTaskView;
  }

  /** The recording as it can be downloaded again. */
  async original(task: TranscriptionTaskView): Promise<Buffer> {
    return (await this.request.get(`${this.app.url}${task.originalDownloadUrl ?? ""}`)).body();
  }
}
