import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import Database from "better-sqlite3";
import { callAction, readTakes, takeInput } from "../app-process";
import { toneWav } from "../fake-vendor/audio";
import type { FakeVendor } from "../fake-vendor/fake-vendor";
import type { Behaviour } from "../fake-vendor/behaviour";

/** A take for each way in which a task can be at rest, by its text, and the state that it stays in. */
const TAKES: Readonly<Record<string, { behaviour: Behaviour; state: string }>> = {
  "one that is made": { behaviour: {}, state: "success" },
  "one that was refused": { behaviour: { create: { kind: "code", code: 402 } }, state: "fail" },
  "one that failed": { behaviour: { steps: [{ state: "fail" }] }, state: "fail" },
  "one without output": { behaviour: { output: "none" }, state: "fail" },
  "one without an answer": { behaviour: { create: { kind: "html-502" } }, state: "unconfirmed" },
  "one in the making": { behaviour: { steps: [{ state: "generating" }], callback: "none" }, state: "generating" },
};

/** The tables that hold what people made; what is in them is compared, owner by owner. */
const TABLES: Readonly<Record<string, string>> = {
  task: "select * from task where owner_id = ? order by id",
  file: "select * from file where task_id in (select id from task where owner_id = ?) order by id",
  speaker_name: "select * from speaker_name where task_id in (select id from task where owner_id = ?) order by task_id, speaker_id",
  recording: "select * from recording where owner_id = ? order by id",
  recording_file: "select * from recording_file where recording_id in (select id from recording where owner_id = ?) order by recording_id, role",
  // Whoever opens a share is counted.
  share: "select id, slug, task_id, title, expires_at, password_hash, frozen_json, frozen_at, revoked_at, allow_downloads, include_audio, include_transcript, include_settings from share where owner_id = ? order by id",
  favourite_voice: "select * from favourite_voice where owner_id = ? order by voice",
};

/** Announces a recording and sends its first bytes; gives the path of its upload. */
export async function beginUpload(request: APIRequestContext, url: string, bytes: Buffer, sentBytes: number): Promise<string> {
  const tus = { "tus-resumable": "1.0.0" };
  const announced = await request.post(`${url}/api/uploads`, { headers: { ...tus, "upload-length": String(bytes.length), "upload-metadata": `name ${Buffer.from("tone.wav").toString("base64")}` } });
  const location = announced.headers()["location"] ?? "";
  const sent = await request.patch(`${url}${location}`, { headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" }, data: bytes.subarray(0, sentBytes) });
  expect(sent.status()).toBe(204);
  return location;
}

/** Somebody who made things of every kind, which nobody else may change. */
export class Victim {
  upload = "";
  #ownerId = "";

  constructor(
    private readonly request: APIRequestContext,
    private readonly url: string,
    private readonly dataDir: string,
  ) {}

  /** Makes takes in every state of rest, a transcript, and an upload that is half way. */
  async makeThings(vendor: FakeVendor): Promise<void> {
    vendor.behave({ next: Object.entries(TAKES).map(([text, { behaviour }]) => ({ ...behaviour, whenIncludes: text })) });
    await callAction(this.request, this.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
    for (const text of Object.keys(TAKES)) await callAction(this.request, this.url, "createTakes", takeInput({ text }));
    const expected = Object.fromEntries(Object.entries(TAKES).map(([text, { state }]) => [text, state]));
    const states = async () => Object.fromEntries((await readTakes(this.request, this.url)).filter(({ input }) => typeof input.text === "string").map(({ input, state }) => [input.text, state]));
    await expect.poll(states, { timeout: 30_000 }).toEqual(expected);

    const wav = toneWav("A recording that somebody made.");
    const whole = await beginUpload(this.request, this.url, wav, wav.length);
    const input = { runId: crypto.randomUUID(), recordingIds: [path.basename(whole)], audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
    const { result } = await callAction(this.request, `${this.url}/transcribe`, "createTranscriptions", input);
    const [taskId] = (result as { value: { taskIds: string[] } }).value.taskIds;
    await expect.poll(() => this.#rows("select state from task where id = ?", taskId ?? ""), { timeout: 30_000 }).toEqual([{ state: "success" }]);
    await callAction(this.request, this.url, "renameSpeaker", { taskId, speakerId: "speaker_0", name: "Ann" });
    const choices = { title: "What Ann said", expiry: "never", password: null, includes: { audio: true, transcript: true, settings: true }, allowDownloads: false, passage: null };
    await callAction(this.request, this.url, "createShare", { ...choices, runId: crypto.randomUUID(), taskId });
    this.upload = await beginUpload(this.request, this.url, wav, 1000);
    this.#ownerId = String(this.#rows<{ owner_id: string }>("select owner_id from task where id = ?", taskId ?? "")[0]?.owner_id);
  }

  get ownerId(): string {
    return this.#ownerId;
  }

  get taskIds(): string[] {
    return this.#rows<{ id: string }>("select id from task where owner_id = ?", this.#ownerId).map(({ id }) => id);
  }

  get recordingIds(): string[] {
    return this.#rows<{ id: string }>("select id from recording where owner_id = ?", this.#ownerId).map(({ id }) => id);
  }

  get shareIds(): string[] {
    return this.#rows<{ id: string }>("select id from share where owner_id = ?", this.#ownerId).map(({ id }) => id);
  }

  /** All that they have, row by row and file by file. */
  snapshot(): unknown {
    const rows = Object.fromEntries(Object.entries(TABLES).map(([table, query]) => [table, this.#rows(query, this.#ownerId)]));
    const folders = [...this.taskIds.map((id) => `files/tasks/${id}`), ...this.recordingIds.map((id) => `files/recordings/${id}`)];
    const files = folders.flatMap((folder) => this.#filesIn(folder)).concat(`uploads/${path.basename(this.upload)}`);
    return { rows, files: files.map((file) => [file, createHash("sha256").update(readFileSync(path.join(this.dataDir, file))).digest("hex")]) };
  }

  #filesIn(folder: string): string[] {
    try {
      return readdirSync(path.join(this.dataDir, folder)).map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  }

  #rows<Row>(query: string, parameter: string): Row[] {
    const database = new Database(path.join(this.dataDir, "soundcheck.sqlite"), { readonly: true, fileMustExist: true, timeout: 10_000 });
    try {
      return database.prepare<[string], Row>(query).all(parameter);
    } finally {
      database.close();
    }
  }
}
