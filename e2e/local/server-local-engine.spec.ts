import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { VENDOR_APP } from "../addresses";
import { type AppProcess, newDataDirectory, startApp } from "../app-process";
import { toneWav } from "../fake-vendor/audio";

// One app for all, used as another client of the vendor's wire would use it.
test.describe.configure({ mode: "default" });

const MODEL = "elevenlabs/text-to-speech-multilingual-v2";
const TURBO = "elevenlabs/text-to-speech-turbo-2-5";
const TRANSCRIPTION_MODEL = "elevenlabs/speech-to-text";
const DOCUMENTS_TRANSCRIPTION = path.resolve(import.meta.dirname, "../../lib/kie/fixtures/transcription-callback-success.json");
const DOCUMENTS_EXAMPLE = path.resolve(import.meta.dirname, "../../lib/kie/fixtures/speech-callback-success.json");

interface Envelope {
  readonly code: number;
  readonly msg: string;
  readonly data: Readonly<Record<string, unknown>> | null;
}

// One app for all that clients of this wire do, in one file: it speaks what it then recognises, and its death ends them.
let app: AppProcess;
let settings: Parameters<typeof startApp>[0];
let token: string;
let remove: () => Promise<void>;
/** The bodies of the callbacks that came, by the path that they came to. */
const callbacks = new Map<string, Envelope>();
const receiver = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    callbacks.set(request.url ?? "", JSON.parse(body) as Envelope);
    response.end("ok");
  });
});
const callbackUrl = (name: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/${name}`;

test.beforeAll(async () => {
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const directory = await newDataDirectory();
  ({ remove } = directory);
  settings = { PORT: String(await freePort()), DATA_DIR: directory.dataDir, FETCH_ALLOW_ORIGINS: new URL(callbackUrl("")).origin, WORK_RETRY_MS: "20" };
  app = await startApp(settings);
  const [, baseUrl, tokenFile = ""] = /Other kie clients reach it at (\S+) with the token in (\S+)/.exec(app.output()) ?? [];
  expect(baseUrl).toBe(`${app.url}/local-engine`);
  token = readFileSync(tokenFile, "utf8").trim();
});
test.afterAll(async () => {
  expect(await app.end()).toEqual({ code: 0, signal: null });
  receiver.close();
  await remove();
});

async function ask(route: string, { body, authorization = `Bearer ${token}` }: { body?: string | FormData; authorization?: string } = {}) {
  const response = await fetch(`${app.url}/local-engine${route}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization, ...(typeof body === "string" ? { "content-type": "application/json" } : {}) },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, answer: (await response.json()) as Envelope };
}

const create = async (body: unknown) => (await ask("/api/v1/jobs/createTask", { body: JSON.stringify(body) })).answer;
const record = async (taskId: unknown) => (await ask(`/api/v1/jobs/recordInfo?taskId=${String(taskId)}`)).answer;
const example = { text: "Unlock powerful API.", voice: "Rachel", stability: 0.5, similarity_boost: 0.75, style: 0, speed: 1, timestamps: false, previous_text: "", next_text: "", language_code: "" };

/** Makes a job and waits until its record says how it ended. */
async function perform(model: string, input: Readonly<Record<string, unknown>>, name: string, end: "success" | "fail" = "success"): Promise<Envelope> {
  const { data } = await create({ model, callBackUrl: callbackUrl(name), input });
  await expect.poll(async () => (await record(data?.["taskId"])).data?.["state"], { timeout: 60_000 }).toBe(end);
  return record(data?.["taskId"]);
}

const speak = (input: Readonly<Record<string, unknown>>, name: string) => perform(MODEL, input, name);

const resultOf = (answer: Envelope | undefined) => JSON.parse(String(answer?.data?.["resultJson"])) as { resultUrls: string[]; words?: { text: string; start: number; end: number }[] };

interface Transcript {
  readonly language_code: string;
  readonly text: string;
  readonly words: readonly { readonly text: string; readonly type: string; readonly start: number; readonly end: number; readonly speaker_id?: string }[];
}

const transcriptOf = (answer: Envelope) => (JSON.parse(String(answer.data?.["resultJson"])) as { resultObject: Transcript }).resultObject;

test("every route asks for the token, under HTTP 200 with the vendor's code", async () => {
  const form = new FormData();
  form.set("file", new Blob(["x"]), "x.mp3");
  const routes: [string, string | FormData | undefined][] = [
    ["/api/v1/jobs/createTask", JSON.stringify({ model: MODEL, input: example })],
    ["/api/v1/jobs/recordInfo?taskId=x", undefined],
    ["/api/v1/chat/credit", undefined],
    ["/api/file-stream-upload", form],
  ];
  for (const [route, body] of routes) {
    for (const authorization of ["", "Bearer", "Bearer wrong", token, `Bearer ${token}x`, `Basic ${token}`]) {
      const { status, answer } = await ask(route, { authorization, ...(body === undefined ? {} : { body }) });
      expect([status, answer.code, answer.data], `${route} with ${authorization}`).toEqual([200, 401, null]);
    }
  }
});

test("with a key, there is no local engine", async () => {
  for (const route of ["/api/v1/jobs/recordInfo?taskId=x", "/api/v1/chat/credit", "/files/x/speech.mp3"]) {
    expect((await fetch(`${VENDOR_APP.url}/local-engine${route}`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
  }
  for (const route of ["/api/v1/jobs/createTask", "/api/file-stream-upload"]) {
    expect((await fetch(`${VENDOR_APP.url}/local-engine${route}`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: "{}" })).status).toBe(404);
  }
});

test("what the documents do not allow is refused with 422 and the field's name", async () => {
  const long = "x".repeat(5001);
  const fields: [Record<string, unknown>, string][] = [
    [{ text: undefined }, "input.text"], [{ text: "" }, "input.text"], [{ text: long }, "input.text"], [{ text: 5 }, "input.text"],
    [{ voice: "Nobody" }, "input.voice"], [{ voice: "" }, "input.voice"], [{ voice: "rachel" }, "input.voice"],
    [{ stability: 1.01 }, "input.stability"], [{ stability: -0.01 }, "input.stability"], [{ stability: 0.555 }, "input.stability"], [{ stability: "0.5" }, "input.stability"],
    [{ similarity_boost: 2 }, "input.similarity_boost"], [{ style: -1 }, "input.style"],
    [{ speed: 0.69 }, "input.speed"], [{ speed: 1.21 }, "input.speed"], [{ timestamps: "yes" }, "input.timestamps"],
    [{ previous_text: long }, "input.previous_text"], [{ next_text: long }, "input.next_text"], [{ language_code: "en" }, "input.language_code"],
    [{ pitch: 1 }, "input"],
  ];
  for (const [change, name] of fields) {
    const answer = await create({ model: MODEL, input: { ...example, ...change } });
    expect([answer.code, answer.data], JSON.stringify(change).slice(0, 80)).toEqual([422, null]);
    expect(answer.msg).toContain(name);
  }
  const bodies: [unknown, string][] = [
    [{ input: example }, "model"], [{ model: "another/model", input: example }, "another/model"], [{ model: TRANSCRIPTION_MODEL, input: {} }, "input.audio_url"],
    [{ model: MODEL }, "input"], [{ model: MODEL, input: [] }, "input"], [{ model: MODEL, input: example, callBackUrl: "not a url" }, "callBackUrl"],
    [{ model: TURBO, input: { ...example, language_code: "de" } }, "input.language_code"], ["a text", "model"], [null, "model"],
  ];
  for (const [body, name] of bodies) {
    const answer = await create(body);
    expect([answer.code, answer.data]).toEqual([422, null]);
    expect(answer.msg).toContain(name);
  }
  expect((await ask("/api/v1/jobs/createTask", { body: "{half" })).answer).toMatchObject({ code: 422, data: null });
});

test("an unknown id has no record, and nothing is ever charged", async () => {
  expect(await record("no-such-task")).toMatchObject({ code: 422, msg: "recordInfo is null", data: null });
  expect((await ask("/api/v1/chat/credit")).answer).toMatchObject({ code: 200, data: 0 });
});

test("a record and its callback have the form of the document's example", async () => {
  const documents = JSON.parse(readFileSync(DOCUMENTS_EXAMPLE, "utf8")) as Envelope;
  const answer = await speak(example, "example");
  await expect.poll(() => callbacks.get("/example")).toEqual(answer);

  for (const key of Object.keys(documents)) expect(answer).toHaveProperty(key);
  for (const [key, value] of Object.entries(documents.data ?? {})) expect(typeof answer.data?.[key], key).toBe(typeof value);
  expect(answer).toMatchObject({ code: 200, msg: documents.msg, data: { model: MODEL, state: "success", consumeCredits: 0 } });
  expect(JSON.parse(String(answer.data?.["param"]))).toEqual({ model: MODEL, callBackUrl: callbackUrl("example"), input: example });
  expect(Object.keys(resultOf(answer))).toEqual(["resultUrls"]);

  const [url = ""] = resultOf(answer).resultUrls;
  const sound = await fetch(url);
  expect(sound.headers.get("content-type")).toBe("audio/mpeg");
  expect((await sound.arrayBuffer()).byteLength).toBeGreaterThan(4_000);
});

test("word times come when they are asked for, for each word and in order", async () => {
  const { words = [] } = resultOf(await speak({ text: "Word times, in order.", timestamps: true }, "words"));
  expect(words.map(({ text }) => text.replace(/\W/g, ""))).toEqual(["Word", "times", "in", "order"]);
  const times = words.flatMap(({ start, end }) => [start, end]);
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  expect(times.every((time) => time >= 0 && time < 10)).toBe(true);
});

test("what it spoke it recognizes again, in the form of the document's callback", async () => {
  const { resultUrls, words: spoken = [] } = resultOf(await speak({ text: "The old man walked slowly along the river.", timestamps: true }, "spoken"));
  const answer = await perform(TRANSCRIPTION_MODEL, { audio_url: resultUrls[0], language_code: "", tag_audio_events: true, diarize: true }, "transcription");
  await expect.poll(() => callbacks.get("/transcription")).toEqual(answer);

  const documents = transcriptOf(JSON.parse(readFileSync(DOCUMENTS_TRANSCRIPTION, "utf8")) as Envelope);
  const transcript = transcriptOf(answer);
  expect(Object.keys(transcript).sort()).toEqual(Object.keys(documents).sort());
  expect(Object.keys(transcript.words[0] ?? {}).sort()).toEqual(Object.keys(documents.words[0] ?? {}).sort());
  expect(transcript).toMatchObject({ language_code: "eng", language_probability: null });
  expect(transcript.words.map(({ text }) => text).join("")).toBe(transcript.text);
  expect(new Set(transcript.words.map(({ speaker_id }) => speaker_id))).toEqual(new Set(["speaker_0"]));
  const words = transcript.words.filter(({ type }) => type === "word");
  const heard = spoken.filter(({ text, start }) => words.some((word) => word.text === text.replace(/\W/g, "").toLowerCase() && Math.abs(word.start - start) <= 0.15));
  expect(heard.length).toBeGreaterThanOrEqual(6);
});

test("a recording that cannot be had, or is none, fails with a sentence that names it", async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ uploadPath: "recordings", fileName: "tone.wav" })) form.set(name, value);
  form.set("file", new Blob([new Uint8Array(toneWav("Tone"))]), "tone.wav");
  const uploaded = String((await ask("/api/file-stream-upload", { body: form })).answer.data?.["downloadUrl"]);
  const inputs: [string, RegExp][] = [
    [`${app.url}/`, /^input\.audio_url: .*none of the types/],
    [uploaded.replace("/files/", "/files/gone"), /^input\.audio_url: .*404/],
    ["http://127.0.0.1:9/recording.mp3", /^input\.audio_url: /],
    ["http://169.254.169.254/latest", /^input\.audio_url: /],
  ];
  for (const [index, [audio_url, sentence]] of inputs.entries()) {
    const answer = await perform(TRANSCRIPTION_MODEL, { audio_url }, `refused-${index}`, "fail");
    expect(answer).toMatchObject({ code: 501, data: { state: "fail", failCode: "422", resultJson: "" } });
    expect(answer.data?.["failMsg"]).toMatch(sentence);
  }
  const fields: [Record<string, unknown>, string][] = [
    [{ audio_url: "no address" }, "input.audio_url"],
    [{ audio_url: uploaded, language_code: "de" }, "US English only"],
    [{ audio_url: uploaded, diarize: "yes" }, "input.diarize"],
  ];
  for (const [input, name] of fields) {
    const answer = await create({ model: TRANSCRIPTION_MODEL, input });
    expect([answer.code, answer.data]).toEqual([422, null]);
    expect(answer.msg).toContain(name);
  }
});

test("a callback into a private network is not delivered", async () => {
  const { data } = await create({ model: MODEL, callBackUrl: "http://127.0.0.1:9/private", input: { text: "Not there" } });
  await app.says(`"jobId":"${String(data?.["taskId"])}","reason":"address_not_allowed"`);
});

test("an upload is served again as it was, and a second one under its name replaces it", async () => {
  const upload = async (bytes: Buffer, change: Readonly<Record<string, string>> = {}) => {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bytes)]), "recording.bin");
    for (const [name, value] of Object.entries({ uploadPath: "recordings/a", fileName: "two words é.wav", ...change })) form.set(name, value);
    return (await ask("/api/file-stream-upload", { body: form })).answer;
  };
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const [first, second] = [toneWav("First"), toneWav("The second recording")];
  const earlier = (await upload(first)).data;
  expect(earlier).toMatchObject({ fileName: "two words é.wav", filePath: "recordings/a/two words é.wav", fileSize: first.length, mimeType: "audio/wav" });
  const served = new Uint8Array(await (await fetch(String(earlier?.["downloadUrl"]))).arrayBuffer());
  expect(sha256(served)).toBe(sha256(first));

  const later = (await upload(second)).data;
  const servedLater = new Uint8Array(await (await fetch(String(later?.["downloadUrl"]))).arrayBuffer());
  expect(sha256(servedLater)).toBe(sha256(second));
  expect((await fetch(String(earlier?.["downloadUrl"]))).status).toBe(404);

  expect(await upload(Buffer.from("This is no audio"))).toMatchObject({ code: 422, data: null });
  for (const uploadPath of ["", "/a", "a/", "../a"]) expect(await upload(first, { uploadPath })).toMatchObject({ code: 422, data: null });
  expect((await ask("/api/file-stream-upload", { body: JSON.stringify({}) })).answer).toMatchObject({ code: 422, data: null });
});

test("a job survives the death of the process, and its callback comes all the same", { tag: "@long" }, async () => {
  test.slow();
  const text = "A sentence that takes a while to be spoken. ".repeat(40);
  const { data } = await create({ model: MODEL, callBackUrl: callbackUrl("survivor"), input: { text } });
  expect((await record(data?.["taskId"])).data?.["state"]).not.toBe("success");
  await app.end("SIGKILL");
  expect(callbacks.has("/survivor")).toBe(false);
  app = await startApp(settings);
  await expect.poll(() => callbacks.get("/survivor")?.data?.["state"], { timeout: 90_000 }).toBe("success");
  const [url = ""] = resultOf(await record(data?.["taskId"])).resultUrls;
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBeGreaterThan(100_000);
});
