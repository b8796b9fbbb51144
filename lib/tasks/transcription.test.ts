import { writeFile } from "node:fs/promises";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toneWav } from "@/e2e/fake-vendor/audio";
import type { Behaviour } from "@/e2e/fake-vendor/behaviour";
import fixture from "@/lib/kie/fixtures/transcription-callback-success.json";
import { claimedWork, startTestInstance } from "./test-instance";

const instance = await startTestInstance({ CALLBACK_BASE_URL: "" });
const { db, vendor, requireRow, failureOf, filesIn, sentRequests } = instance;
const { finishArrival, PREPARE_WORK, refuse, SETTLED_WORK } = await import("@/lib/recordings/arrival");
const { prepareHandler } = await import("@/lib/recordings/prepare");
const { removeRecording } = await import("@/lib/recordings/remove");
const { findRecording, insertRecording } = await import("@/lib/recordings/store");
const { makeUploadFolder, uploadFile } = await import("@/lib/storage/folder-arrivals");
const { startWork } = await import("@/lib/work/runner");
const { unpackTranscript } = await import("@/lib/transcripts/packed-transcript");
const { transcriptText } = await import("@/lib/transcripts/transcript-text");
const { handOverHandler } = await import("./hand-over");
const { insertOrders } = await import("./insert-orders");
const { keepHandler } = await import("./keep");
const { lookHandler } = await import("./observe");
const { recordingSettledHandler } = await import("./recording-settled");
const { requireTaskFile } = await import("./files");
const { removeTask } = await import("./remove");
const { nameSpeaker } = await import("./store");
const { submitHandler } = await import("./submit");
const { askFor, LOOK_WORK } = await import("./transitions");
const { readTask, readTasks } = await import("./view");
const { storage } = await import("@/lib/storage/storage");

const OWNER = "owner";
const WAV = toneWav("the sound of the sea at night");
const SETTINGS = { languageCode: "", tagAudioEvents: true, diarize: true };

await makeUploadFolder();
startWork([recordingSettledHandler, handOverHandler, submitHandler, lookHandler, keepHandler]);
beforeEach(instance.reset);
afterEach(async () => {
  for (const { id } of await db.selectFrom("task").select("id").execute()) await removeTask(await requireRow(id));
  for (const recording of await db.selectFrom("recording").selectAll().execute()) await removeRecording(recording);
  for (const folder of ["uploads", "files", "scratch"]) expect(await filesIn(folder)).toEqual([]);
});
afterAll(instance.close);

/** Resolves when a task is in `state`, having it looked at again and again as callbacks would. */
const reaches = (id: string, state: string) =>
  vi.waitFor(async () => {
    await askFor(LOOK_WORK, id);
    expect((await requireRow(id)).state).toBe(state);
  }, 15_000);

async function requireRecording(id: string) {
  const recording = await findRecording(db, id);
  if (recording === undefined) throw new Error(`No recording ${id}`);
  return recording;
}

/** A recording of which some bytes are here. */
async function announce(name = "sea.wav"): Promise<string> {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: OWNER, origin: "upload", name, source_url: null, size_bytes: WAV.length, modified_at: null }, Date.now());
  await writeFile(uploadFile(id), WAV.subarray(0, 100));
  return id;
}

/** The last byte of a recording comes, it is read, and the tasks that wait for it are told. */
async function arrive(id: string): Promise<void> {
  await writeFile(uploadFile(id), WAV);
  await finishArrival(id);
  await prepareHandler.run(claimedWork(PREPARE_WORK, id), AbortSignal.timeout(30_000));
  await vi.waitFor(async () => expect(await db.selectFrom("work").selectAll().where("kind", "=", SETTLED_WORK).execute()).toEqual([]), 10_000);
}

async function transcribe(recordingId: string, behaviour: Behaviour = {}, settings = SETTINGS): Promise<string> {
  vendor.behave({ next: [behaviour] });
  const { name } = await requireRecording(recordingId);
  const [id] = await insertOrders(OWNER, crypto.randomUUID(), [{ kind: "transcription", input: settings, recordingId, recordingName: name }]);
  return id ?? "";
}

/** A finished transcription of a whole recording. */
async function transcribed(behaviour: Behaviour = {}): Promise<string> {
  const recordingId = await announce();
  await arrive(recordingId);
  const id = await transcribe(recordingId, behaviour);
  await reaches(id, "success");
  return id;
}

async function partOf(taskId: string, part: string): Promise<unknown> {
  const { storageKey } = await requireTaskFile(OWNER, taskId, part, false);
  const chunks: Buffer[] = [];
  for await (const chunk of (await storage().read(storageKey)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

const uploads = () => vendor.requests.filter(({ path }) => path === "/api/file-stream-upload");

describe("a transcription that was asked for while its recording still arrives", () => {
  it("waits, has no place in the queue, and is sent with the last byte, once", async () => {
    const recordingId = await announce();
    const id = await transcribe(recordingId, { fetchAudio: true });
    const waiting = await readTask(OWNER, id);
    expect(waiting).toMatchObject({ kind: "transcription", state: "pending", placeInQueue: null, audio: null, canCancel: true });
    expect(waiting?.kind === "transcription" && waiting.recording).toMatchObject({ state: "arriving", receivedBytes: 100, sizeBytes: WAV.length });
    expect(sentRequests()).toEqual([]);

    await arrive(recordingId);
    await reaches(id, "success");
    expect(sentRequests()).toHaveLength(1);
    expect(uploads()).toHaveLength(1);
  });

  it("fails with the reason when the recording is refused, with nothing sent", async () => {
    const recordingId = await announce();
    const id = await transcribe(recordingId);
    await refuse(await requireRecording(recordingId), { code: "not_a_recording", message: "This is a PNG file, not a recording." });
    await reaches(id, "fail");
    expect(await failureOf(id)).toMatchObject({ code: "not_a_recording", message: "This is a PNG file, not a recording. Nothing was sent or charged." });
    expect((await readTask(OWNER, id))?.canRetry).toBe(false);
    expect(vendor.requests).toEqual([]);
  });
});

describe("what is sent", () => {
  it("is the document's request, with a link to a copy under a name that nobody can guess", async () => {
    const recordingId = await announce("private talk.wav");
    await arrive(recordingId);
    const id = await transcribe(recordingId, { fetchAudio: true }, { languageCode: "eng", tagAudioEvents: false, diarize: false });
    await reaches(id, "success");
    const [request] = sentRequests();
    const body = JSON.parse(request?.body ?? "{}") as { model: string; input: Record<string, unknown> };
    expect(body.model).toBe("elevenlabs/speech-to-text");
    expect(body.input).toEqual({ audio_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/files\/soundcheck\/[\w-]{32}\.wav$/) as string, language_code: "eng", tag_audio_events: false, diarize: false });
  });

  it("is no second copy when the same recording is transcribed again", async () => {
    const recordingId = await announce();
    await arrive(recordingId);
    for (const settings of [SETTINGS, { ...SETTINGS, diarize: false }]) await reaches(await transcribe(recordingId, {}, settings), "success");
    expect(uploads()).toHaveLength(1);
    expect(sentRequests()).toHaveLength(2);
  });

  it("waits for a file host that fails for a while, and gives up in the end, with nothing charged", async () => {
    const recordingId = await announce();
    await arrive(recordingId);
    vendor.behave({ nextUploads: [{ kind: "html-502" }] });
    await reaches(await transcribe(recordingId), "success");
    expect(uploads()).toHaveLength(2);

    const other = await announce();
    await arrive(other);
    vendor.behave({ nextUploads: Array.from({ length: 4 }, () => ({ kind: "html-502" as const })) });
    const failed = await transcribe(other);
    await reaches(failed, "fail");
    expect(await failureOf(failed)).toMatchObject({ code: "vendor_gateway_error", message: expect.stringContaining("nothing was charged") as string });
    expect(sentRequests()).toHaveLength(1);
  });
});

describe("what comes back", () => {
  it("is kept unchanged and as we read it, and is found by its words", async () => {
    const { resultObject } = JSON.parse(fixture.data.resultJson) as { resultObject: Record<string, unknown> };
    const id = await transcribed({ transcript: resultObject });
    expect(await partOf(id, "peaks")).toMatchObject({ durationMs: expect.any(Number) as number });
    const transcript = unpackTranscript(await partOf(id, "transcript"));
    expect(transcriptText(transcript)).toBe(resultObject["text"]);
    const kept = await db.selectFrom("file").selectAll().where("task_id", "=", id).where("role", "=", "vendor-result").executeTakeFirstOrThrow();
    const bytes: Buffer[] = [];
    for await (const chunk of (await storage().read(kept.storage_key)) as AsyncIterable<Buffer>) bytes.push(chunk);
    expect(JSON.parse(Buffer.concat(bytes).toString())).toEqual(resultObject);

    const search = async (words: string) => (await readTasks({ id: OWNER }, { kind: null, search: words }, null)).tasks.map((task) => task.id);
    expect(await search("BIG name")).toEqual([id]);
    expect(await search("sea.wav platforms")).toEqual([id]);
    expect(await search("50%")).toEqual([id]);
    for (const words of ["5_%", "elephants", "big elephants", "\\"]) expect(await search(words)).toEqual([]);
  });

  it.each([
    ["no words and no text", { language_code: "eng" }, ""],
    ["text without words", { text: "Only text." }, "Only text."],
    ["words with every kind of wrong time", { words: [{ text: "a", start: 9, end: 1, type: "word" }, { text: " ", type: "spacing" }, { text: "b", start: -4, end: 1e12, type: "word" }] }, "a b"],
  ])("may be %s", async (_what, resultObject, text) => {
    const id = await transcribed({ transcript: resultObject });
    expect(transcriptText(unpackTranscript(await partOf(id, "transcript")))).toBe(text);
  });

  it("may be a failure, in the vendor's words", async () => {
    const recordingId = await announce();
    await arrive(recordingId);
    const id = await transcribe(recordingId, { steps: [{ state: "fail" }], failCode: "500", failMessage: "Internal server error" });
    await reaches(id, "fail");
    expect(await failureOf(id)).toMatchObject({ code: "vendor_error", vendorMessage: "Internal server error", verdict: "vendor" });
    expect((await readTask(OWNER, id))?.canRetry).toBe(true);
  });

  it("without a result is said to be without one", async () => {
    const recordingId = await announce();
    await arrive(recordingId);
    const id = await transcribe(recordingId, { output: "none" });
    await reaches(id, "fail");
    expect(await failureOf(id)).toMatchObject({ code: "no_output" });
  });
});

it("speakers keep the names that people give them, until an empty name gives the default back", async () => {
  const id = await transcribed();
  const names = async () => {
    const task = await readTask(OWNER, id);
    return task?.kind === "transcription" ? task.speakerNames : undefined;
  };
  await nameSpeaker(db, { taskId: id, speakerId: "speaker_0", name: "Anna" });
  await nameSpeaker(db, { taskId: id, speakerId: "speaker_0", name: "Anna <b>" });
  expect(await names()).toEqual({ speaker_0: "Anna <b>" });
  await nameSpeaker(db, { taskId: id, speakerId: "speaker_0", name: "" });
  expect(await names()).toEqual({});
});

it("a recording goes with the last task that uses it", async () => {
  const recordingId = await announce();
  await arrive(recordingId);
  const [first, second] = [await transcribe(recordingId), await transcribe(recordingId)];
  await reaches(first, "success");
  await reaches(second, "success");
  expect(await removeRecording(await requireRecording(recordingId))).toBe(false);
  await removeTask(await requireRow(first));
  await expect(partOf(second, "peaks")).resolves.toBeDefined();
  await removeTask(await requireRow(second));
  expect(await findRecording(db, recordingId)).toBeUndefined();
});

it("nobody but the owner gets any part", async () => {
  const id = await transcribed();
  for (const part of ["audio", "original", "peaks", "transcript"]) {
    await expect(requireTaskFile(OWNER, id, part, false)).resolves.toBeDefined();
    await expect(requireTaskFile("stranger", id, part, false)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(requireTaskFile(OWNER, id, "vendor-result", false)).rejects.toMatchObject({ code: "not_found" });
});
