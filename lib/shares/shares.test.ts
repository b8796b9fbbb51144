import { execFileSync } from "node:child_process";
import { readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testsOnPostgres } from "@/lib/database/test-database";
import type { ShareOrder, ShareView } from "@/lib/shares/schema";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

const OWNER_KEY = "o".repeat(43);
const SHARE_COOKIE = "soundcheck_share";
const jar = new Map<string, { value: string; options: Readonly<Record<string, unknown>> }>();
vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({
      get: (name: string) => jar.get(name),
      set: (name: string, value: string, options: Readonly<Record<string, unknown>>) => void jar.set(name, { value, options }),
    }),
}));

/** What must never be seen in a share, by what it is. */
const MARKS = {
  token: "markedtokenmarkedtokenmarkedtokenmarkedtok01",
  vendorTask: "marked-vendor-task-id",
  credits: 987.654,
  link: "https://marked.example.com/vendor-link.mp3",
  context: "marked previous text",
  otherTake: "marked other take",
  cutWord: "markedcutword",
  cutSpeaker: "Marked Cut Speaker",
  tag: "marked-tag-of-the-file",
};

const instance = await startTestInstance({ CALLBACK_BASE_URL: "http://127.0.0.1:9/marked-callback", OWNER_LIMIT_BYTES: "100000000" });
const { db, vendor, dataDir, sendTake, requireRow, filesIn } = instance;
const { TestFiles } = await import("@/lib/recordings/test-files");
const { insertRecording, markArrived } = await import("@/lib/recordings/store");
const { prepareHandler } = await import("@/lib/recordings/prepare");
const { makeUploadFolder, uploadFile } = await import("@/lib/storage/folder-arrivals");
const { lookHandler } = await import("@/lib/tasks/observe");
const { keepHandler } = await import("@/lib/tasks/keep");
const { keepTranscript } = await import("@/lib/tasks/keep-transcript");
const { removeTask } = await import("@/lib/tasks/remove");
const { nameSpeaker, insertTask, hashInputs } = await import("@/lib/tasks/store");
const { readOwner } = await import("@/lib/sessions/owner");
const { sweep } = await import("@/lib/retention/sweep");
const { backUp } = await import("@/lib/backup/backup");
const { withRequestLog } = await import("@/lib/http/request-log");
const { log } = await import("@/lib/log");
const { createShare, changeShare, deleteShare, refreezeShare, revokeShare } = await import("./actions");
const { openShare } = await import("./shared-result");
const { countView } = await import("./openings");
const media = await import("@/app/s/[slug]/media/[part]/route");
const exported = await import("@/app/s/[slug]/exports/[format]/route");
const passwordRoute = await import("@/app/s/[slug]/password/route");
const list = await import("@/app/api/shares/route");

const files = new TestFiles(dataDir);
await makeUploadFolder();
asOwner();
const OWNER = (await readOwner())?.id ?? "";

beforeEach(async () => {
  await instance.reset();
  await db.deleteFrom("rate_counter").execute();
  await rm(path.join(dataDir, "files"), { recursive: true, force: true });
  asOwner();
});
afterAll(instance.close);

function asOwner(): void {
  jar.clear();
  jar.set("soundcheck_owner", { value: OWNER_KEY, options: {} });
}
const asStranger = () => jar.clear();

/** A finished take of the owner's, with word times. */
async function finishedTake(text = "Alpha bravo charlie delta", timings: "words" | "none" = "words"): Promise<string> {
  const { id } = await sendTake({ callback: "none", steps: [{ state: "success" }], timings, credits: MARKS.credits }, { text, timestamps: timings === "words", previousText: MARKS.context });
  await lookHandler.run(claimedWork("look", id), AbortSignal.timeout(60_000));
  await keepHandler.run(claimedWork("keep", id), AbortSignal.timeout(60_000));
  expect((await requireRow(id)).state).toBe("success");
  await db.updateTable("task").set({ owner_id: OWNER }).where("id", "=", id).execute();
  return id;
}

/** A recording of beeps at every tenth second, prepared. */
async function readyRecording(name: string, output: readonly string[] = [], seconds = 25): Promise<string> {
  const id = crypto.randomUUID();
  const bytes = files.beeps(name, output, seconds);
  await insertRecording(db, { id, owner_id: OWNER, origin: "upload", name, source_url: MARKS.link, size_bytes: bytes.length, modified_at: null }, Date.now());
  await writeFile(uploadFile(id), bytes);
  await markArrived(db, id, bytes.length);
  await prepareHandler.run(claimedWork("prepare", id), AbortSignal.timeout(60_000));
  return id;
}

const said = (text: string, start: number, end: number, speaker: string) => ({ text, start, end, type: "word", speaker_id: speaker });
const RESULT = {
  language_code: "eng",
  language_probability: 0.9,
  words: [said(MARKS.cutWord, 1, 2, "speaker_0"), said("Inside", 9, 10, "speaker_1"), said("here.", 11, 12, "speaker_1"), said(MARKS.cutWord, 22, 23, "speaker_0")].flatMap((word) => [
    word,
    { text: " ", type: "spacing", start: word.end, end: word.end, speaker_id: word.speaker_id },
  ]),
};

/** A finished transcription of the owner's. */
async function finishedTranscript(recordingId: string, result: Readonly<Record<string, unknown>> = RESULT): Promise<string> {
  const id = crypto.randomUUID();
  const input = { languageCode: "en", tagAudioEvents: true, diarize: true };
  const order = { kind: "transcription", input, recordingId, recordingName: "beeps.mp3" } as const;
  await insertTask(db, { id, ownerId: OWNER, purpose: "take", engine: "vendor", runId: id, inputHash: hashInputs([input]), order }, Date.now());
  const kept = await keepTranscript(await requireRow(id), { resultObject: result });
  await db.insertInto("file").values([...(kept?.files ?? [])]).execute();
  await db
    .updateTable("task")
    .set({ state: "success", vendor_task_id: MARKS.vendorTask, credits_consumed: MARKS.credits, callback_token_hash: MARKS.token, result_json: JSON.stringify({ resultUrls: [MARKS.link] }) })
    .where("id", "=", id)
    .execute();
  return id;
}

function order(taskId: string, change: Partial<ShareOrder> = {}): ShareOrder {
  const includes = { audio: true, transcript: true, settings: true };
  return { runId: crypto.randomUUID(), taskId, title: "To hear", expiry: "never", password: null, includes, allowDownloads: true, passage: null, ...change };
}

async function share(taskId: string, change: Partial<ShareOrder> = {}): Promise<ShareView> {
  return shareOf(await createShare(order(taskId, change)));
}

function shareOf(result: Awaited<ReturnType<typeof createShare>>): ShareView {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.share;
}

const codeOf = (result: { ok: true } | { ok: false; problems: readonly { code: string }[] }) => (result.ok ? "ok" : result.problems[0]?.code);
const slugOf = ({ url }: ShareView) => url.slice("/s/".length);

/** Asks for an address under a share's own, as whoever the jar says. */
async function get(url: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Response> {
  const [, , slug = "", kind = "", last = ""] = (url.split("?")[0] ?? "").split("/");
  const request = new Request(`http://127.0.0.1${url}`, { headers, method });
  return kind === "media" ? media.GET(request, { params: Promise.resolve({ slug, part: last }) }) : exported.GET(request, { params: Promise.resolve({ slug, format: last }) });
}

/** The answer's status; its body is not read. */
async function statusOf(url: string): Promise<number> {
  const response = await get(url);
  await response.body?.cancel();
  return response.status;
}

async function enter(view: ShareView, password: string, from = ""): Promise<string> {
  const body = new URLSearchParams({ password, from });
  const response = await passwordRoute.POST(new Request("http://127.0.0.1/", { method: "POST", body }), { params: Promise.resolve({ slug: slugOf(view) }) });
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
}

async function opened(view: ShareView) {
  const opening = await openShare(slugOf(view));
  if (opening.state !== "open") throw new Error(`It is ${opening.state}.`);
  return opening.result;
}

const ADDRESSES = ["media/audio", "media/peaks", "media/words", "media/transcript", "media/original", "media/vendor-result", "exports/text", "exports/srt", "exports/vtt", "exports/json", "exports/docx", "exports/vendor-json"];

/** Everything that who has the link can get of a share. */
async function everything(view: ShareView): Promise<string> {
  const parts = [JSON.stringify(await openShare(slugOf(view)))];
  for (const address of ADDRESSES) {
    for (const query of ["", "?download=1"]) {
      const response = await get(`${view.url}/${address}${query}`);
      parts.push(JSON.stringify([...response.headers]), Buffer.from(await response.arrayBuffer()).toString("latin1"));
    }
  }
  return parts.join("\n");
}

describe("a share of a whole result", () => {
  it("shows the audio, the waveform, the words with names, the title and the settings, and makes no copies", async () => {
    const taskId = await finishedTranscript(await readyRecording("beeps.mp3"));
    await nameSpeaker(db, { taskId, speakerId: "speaker_1", name: "Ada" });
    const before = await filesIn("files");
    const view = await share(taskId);
    expect(view).toMatchObject({ taskId, kind: "transcription", title: "To hear", state: "open", passage: null, views: 0, lastOpenedAt: null, outdated: false, hasPassword: false });
    asStranger();
    const result = await opened(view);
    expect(result).toMatchObject({ kind: "transcription", title: "To hear", durationMs: 25_000, passage: null, speakerNames: { speaker_0: "Speaker 1", speaker_1: "Ada" }, settings: { languageCode: "en", diarize: true } });
    expect(result.kind === "transcription" && result.transcript?.words.map(({ text }) => text)).toEqual(RESULT.words.filter(({ type }) => type === "word").map(({ text }) => text));
    const audio = await get(result.audio?.url ?? "");
    expect([audio.status, audio.headers.get("cache-control"), audio.headers.get("content-type")]).toEqual([200, "no-store, no-transform", "audio/mpeg"]);
    expect((await audio.arrayBuffer()).byteLength).toBe(result.audio?.sizeBytes);
    expect(await statusOf(result.audio?.peaksUrl ?? "")).toBe(200);
    expect(await filesIn("files")).toEqual(before);
    expect(vendor.requests).toEqual([]);
  });

  it("is a link of at least 128 random bits, another for each share", async () => {
    const taskId = await finishedTake();
    const slugs = [slugOf(await share(taskId)), slugOf(await share(taskId))];
    expect(new Set(slugs).size).toBe(2);
    for (const slug of slugs) expect(slug).toMatch(/^[\w-]{22,}$/);
  });

  it("is served in ranges, and to HEAD", async () => {
    const view = await share(await finishedTake());
    const part = await get(`${view.url}/media/audio`, { range: "bytes=10-19" });
    expect([part.status, part.headers.get("content-range")?.split("/")[0], (await part.arrayBuffer()).byteLength]).toEqual([206, "bytes 10-19", 10]);
    const head = await get(`${view.url}/media/audio`, {}, "HEAD");
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  it("is exported with the names that were frozen", async () => {
    const taskId = await finishedTranscript(await readyRecording("beeps.mp3"));
    await nameSpeaker(db, { taskId, speakerId: "speaker_1", name: "Ada" });
    const view = await share(taskId, { title: "A/B: “talk”" });
    await nameSpeaker(db, { taskId, speakerId: "speaker_1", name: "Grace" });
    const response = await get(`${view.url}/exports/text-with-times`);
    expect(await response.text()).toContain("Ada");
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="A B  _talk_.txt"`);
    expect(await statusOf(`${view.url}/exports/vendor-json`)).toBe(404);
  });
});

describe("what is included", () => {
  it("is all that is shown: of the settings nothing that is no setting, and no part that was not ticked", async () => {
    const taskId = await finishedTake();
    const audioAlone = await share(taskId, { includes: { audio: true, transcript: false, settings: false } });
    expect(await opened(audioAlone)).toMatchObject({ kind: "speech", text: null, words: null, settings: null, audio: { contentType: "audio/wav" } });
    expect(await everything(audioAlone)).not.toContain("bravo");
    expect(await statusOf(`${audioAlone.url}/media/words`)).toBe(404);

    const textAlone = await share(taskId, { includes: { audio: false, transcript: true, settings: true } });
    expect(await opened(textAlone)).toMatchObject({ text: "Alpha bravo charlie delta", audio: null, settings: { voice: "Rachel", speed: 1 } });
    for (const part of ["audio", "peaks"]) expect(await statusOf(`${textAlone.url}/media/${part}`)).toBe(404);
    expect(await statusOf(`${textAlone.url}/media/words`)).toBe(200);

    expect(codeOf(await createShare(order(taskId, { includes: { audio: false, transcript: false, settings: true } })))).toBe("invalid");
    const shown = shareOf(await changeShare({ shareId: textAlone.id, includes: { audio: true, transcript: true, settings: false } }));
    expect(await opened(shown)).toMatchObject({ audio: { contentType: "audio/wav" }, settings: null });
  });

  it("is downloaded only where that is allowed", async () => {
    const taskId = await finishedTranscript(await readyRecording("beeps.mp3"));
    const view = await share(taskId, { allowDownloads: false });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    for (const address of ["media/audio?download=1", "media/transcript?download", "exports/text", "exports/docx"]) expect(await statusOf(`${view.url}/${address}`)).toBe(403);
    expect(await opened(view)).toMatchObject({ audio: { downloadUrl: null }, exports: [] });
    await changeShare({ shareId: view.id, allowDownloads: true });
    const saved = await get(`${view.url}/media/audio?download=1`);
    await saved.body?.cancel();
    expect([saved.status, saved.headers.get("content-disposition")]).toEqual([200, `attachment; filename="To hear.mp3"; filename*=UTF-8''To%20hear.mp3`]);
  });
});

describe("a passage", () => {
  const PASSAGE = { startMs: 8_500, endMs: 12_250 };

  it.each([
    ["beeps.mp3", ["-q:a", "7"]],
    ["beeps.m4a", []],
    ["beeps.wav", []],
    ["beeps.ogg", []],
  ])("of %s is cut to the sample: it is heard from here to there, with a waveform of its own", async (name, output) => {
    const view = await share(await finishedTranscript(await readyRecording(name, output)), { passage: PASSAGE });
    const audio = Buffer.from(await (await get(`${view.url}/media/audio`)).arrayBuffer());
    const file = path.join(dataDir, "passage.m4a");
    await writeFile(file, audio);
    expect(files.hearBeeps(file).map(Math.round)).toEqual([1500]);
    const peaks = (await (await get(`${view.url}/media/peaks`)).json()) as { durationMs: number; peaks: number[] };
    // The last frame of AAC is filled up with silence.
    expect(peaks.durationMs).toBeGreaterThanOrEqual(3750);
    expect(peaks.durationMs).toBeLessThan(3750 + 65);
  });

  it("has its own words alone, from its own start, and no word, name, tag or chapter of the rest", async () => {
    const chapters = path.join(dataDir, "chapters.txt");
    await writeFile(chapters, `;FFMETADATA1\ntitle=${MARKS.tag}\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=24000\ntitle=${MARKS.tag}\n`);
    const recordingId = await readyRecording("tagged.m4a", ["-metadata", `artist=${MARKS.tag}`]);
    const { storage_key: key } = await db.selectFrom("recording_file").select("storage_key").where("recording_id", "=", recordingId).where("role", "=", "original").executeTakeFirstOrThrow();
    const original = path.join(dataDir, "files", key);
    execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", original, "-i", chapters, "-map_chapters", "1", "-c", "copy", "-f", "mp4", `${original}-tagged`]);
    await rename(`${original}-tagged`, original);

    const taskId = await finishedTranscript(recordingId);
    await nameSpeaker(db, { taskId, speakerId: "speaker_0", name: MARKS.cutSpeaker });
    const view = await share(taskId, { passage: PASSAGE });
    const result = await opened(view);
    if (result.kind !== "transcription") throw new Error("It is no transcript.");
    expect(result).toMatchObject({ durationMs: 3750, passage: PASSAGE, speakerNames: { speaker_1: "Speaker 2" } });
    expect(result.transcript?.words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([["Inside", 500, 1500], ["here.", 2500, 3500]]);
    const text = await everything(view);
    for (const mark of [MARKS.cutWord, MARKS.cutSpeaker, MARKS.tag]) expect(text).not.toContain(mark);
    const cut = path.join(dataDir, "untagged.m4a");
    await writeFile(cut, Buffer.from(await (await get(`${view.url}/media/audio`)).arrayBuffer()));
    expect(execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", cut, "-f", "ffmetadata", "pipe:1"], { encoding: "utf8" })).not.toContain("[CHAPTER]");
    expect(await everything(await share(taskId))).toContain(MARKS.cutWord);
  });

  it("of a take has the text between its words", async () => {
    const taskId = await finishedTake(`${MARKS.cutWord} bravo, charlie ${MARKS.cutWord}`);
    const words = (await opened(await share(taskId))) as unknown as { words: { startMs: number; endMs: number }[] };
    const passage = { startMs: words.words[1]?.startMs ?? 0, endMs: words.words[2]?.endMs ?? 0 };
    const view = await share(taskId, { passage });
    expect(await opened(view)).toMatchObject({ text: "bravo, charlie", words: [{ text: "bravo,", startMs: 0 }, { text: "charlie" }] });
    expect(await everything(view)).not.toContain(MARKS.cutWord);
  });

  it("needs words with times, unless its audio is shared alone; and must lie in the whole", async () => {
    const taskId = await finishedTake("Alpha bravo charlie delta", "none");
    const passage = { startMs: 100, endMs: 400 };
    expect(codeOf(await createShare(order(taskId, { passage })))).toBe("cannot_include");
    const view = await share(taskId, { passage, includes: { audio: true, transcript: false, settings: false } });
    expect(codeOf(await changeShare({ shareId: view.id, includes: { audio: true, transcript: true, settings: false } }))).toBe("cannot_include");
    expect(await everything(view)).not.toContain("bravo");
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 60_000, endMs: 61_000 } })))).toBe("no_such_passage");
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 400, endMs: 100 } })))).toBe("invalid");
    expect(await filesIn("scratch")).toEqual([]);
  });

  it("gets what it needs when more of it is shared later, and a part that is already there once", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 }, includes: { audio: false, transcript: true, settings: false } });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(404);
    await changeShare({ shareId: view.id, includes: { audio: true, transcript: true, settings: false } });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    const own = (await filesIn("files")).filter((file) => file.includes("share-")).sort();
    expect(own).toHaveLength(3);
    await refreezeShare({ shareId: view.id });
    expect((await filesIn("files")).filter((file) => file.includes("share-")).sort()).toEqual(own);
  });
});

describe("frozen", () => {
  it("is what it was: names that change later show only when the owner brings it to the latest", async () => {
    const taskId = await finishedTranscript(await readyRecording("beeps.mp3"));
    const view = await share(taskId, { passage: { startMs: 8_000, endMs: 13_000 } });
    await nameSpeaker(db, { taskId, speakerId: "speaker_0", name: MARKS.cutSpeaker });
    const listed = async () => ((await (await list.GET(new Request(`http://127.0.0.1/api/shares?taskId=${taskId}`), { params: Promise.resolve({}) })).json()) as { shares: ShareView[] }).shares;
    expect(await listed()).toMatchObject([{ id: view.id, outdated: false }]);
    await nameSpeaker(db, { taskId, speakerId: "speaker_1", name: "Ada" });
    expect(await listed()).toMatchObject([{ id: view.id, outdated: true }]);
    expect(await opened(view)).toMatchObject({ speakerNames: { speaker_1: "Speaker 2" } });
    await changeShare({ shareId: view.id, title: "Still as it was" });
    expect(await opened(view)).toMatchObject({ title: "Still as it was", speakerNames: { speaker_1: "Speaker 2" } });

    const latest = shareOf(await refreezeShare({ shareId: view.id }));
    expect(latest).toMatchObject({ outdated: false, url: view.url });
    expect(await opened(view)).toMatchObject({ speakerNames: { speaker_1: "Ada" } });
  });
});

describe("a click", () => {
  it("makes one share, however often it arrives; with other input it is refused", async () => {
    const taskId = await finishedTake();
    const click = order(taskId, { passage: { startMs: 0, endMs: 700 } });
    const views = await Promise.all([createShare(click), createShare(click), createShare(click)]);
    expect(new Set(views.map((result) => shareOf(result).url)).size).toBe(1);
    expect((await filesIn("files")).filter((file) => file.includes("share-"))).toHaveLength(3);
    expect(codeOf(await createShare({ ...click, title: "Something else" }))).toBe("run_id_reused");
    expect(codeOf(await createShare({ ...click, password: "secret" }))).toBe("run_id_reused");
  });

  it("is refused for what is not finished, and for what is another's", async () => {
    const { id } = await instance.insertTake();
    expect(codeOf(await createShare(order(id)))).toBe("not_found");
    await db.updateTable("task").set({ owner_id: OWNER }).where("id", "=", id).execute();
    expect(codeOf(await createShare(order(id)))).toBe("not_finished");
  });

  it("of another visitor changes nothing and finds nothing", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId);
    jar.set("soundcheck_owner", { value: "x".repeat(43), options: {} });
    for (const action of [revokeShare, deleteShare, refreezeShare, changeShare]) expect(codeOf(await action({ shareId: view.id }))).toBe("not_found");
    expect(codeOf(await createShare(order(taskId)))).toBe("not_found");
    expect(await (await list.GET(new Request("http://127.0.0.1/api/shares"), { params: Promise.resolve({}) })).json()).toEqual({ shares: [] });
    expect((await openShare(slugOf(view))).state).toBe("open");
  });
});

describe("the end of a share", () => {
  const statuses = (view: ShareView) => Promise.all(ADDRESSES.map((address) => statusOf(`${view.url}/${address}`)));
  const all = (status: number) => ADDRESSES.map(() => status);

  it("by being revoked is at once and for good: 410 for everything, its own files gone, and nothing of it said", async () => {
    const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 }, title: "The title of it" });
    expect(shareOf(await revokeShare({ shareId: view.id })).state).toBe("revoked");
    expect(await statuses(view)).toEqual(all(410));
    expect(await openShare(slugOf(view))).toEqual({ state: "gone" });
    expect(await (await get(`${view.url}/media/audio`)).text()).not.toContain("title");
    expect((await filesIn("files")).filter((file) => file.includes("share-"))).toEqual([]);
    for (const action of [changeShare, refreezeShare]) expect(codeOf(await action({ shareId: view.id, ...(action === changeShare ? { expiry: "never" } : {}) }))).toBe("share_revoked");
  });

  it("by its expiry is 410 until the expiry is changed", async () => {
    const view = await share(await finishedTake(), { expiry: "7d" });
    expect((view.expiresAt ?? 0) - view.createdAt).toBe(7 * 24 * 60 * 60 * 1000);
    await db.updateTable("share").set({ expires_at: Date.now() }).where("id", "=", view.id).execute();
    expect(await statuses(view)).toEqual(all(410));
    expect(await openShare(slugOf(view))).toEqual({ state: "gone" });
    const until = Date.now() + 60_000;
    expect(shareOf(await changeShare({ shareId: view.id, expiry: until }))).toMatchObject({ expiresAt: until, state: "open" });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    expect(codeOf(await changeShare({ shareId: view.id, expiry: Date.now() - 1 }))).toBe("expiry_in_the_past");
    expect(shareOf(await changeShare({ shareId: view.id, expiry: "never" })).expiresAt).toBeNull();
  });

  it("by being deleted, and a wrong address, are a plain 404", async () => {
    const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 } });
    expect((await deleteShare({ shareId: view.id })).ok).toBe(true);
    expect(await statuses(view)).toEqual(all(404));
    expect(await openShare(slugOf(view))).toEqual({ state: "missing" });
    expect((await filesIn("files")).filter((file) => file.includes("share-"))).toEqual([]);
    expect(await openShare("../../etc/passwd")).toEqual({ state: "missing" });
  });

  it("comes with its task's, with all its files", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 } });
    await removeTask(await requireRow(taskId));
    expect(await statuses(view)).toEqual(all(404));
    expect(await filesIn("files")).toEqual([]);
    expect(await db.selectFrom("share_file").selectAll().execute()).toEqual([]);
  });
});

describe("a password", () => {
  it("is asked for by everything, remembered for this share alone, and forgotten when it changes", async () => {
    const taskId = await finishedTake();
    const [view, other] = [await share(taskId, { password: "Café 1", title: "Hidden title" }), await share(taskId, { password: "Café 1" })];
    asStranger();
    for (const address of ADDRESSES) expect(await statusOf(`${view.url}/${address}`)).toBe(403);
    expect(await openShare(slugOf(view))).toEqual({ state: "locked", url: view.url });
    expect(await everything(view)).not.toContain("Hidden title");

    expect(await enter(view, "cafe 1", "?t=1&next=//elsewhere.example.com")).toBe(`${view.url}?password=wrong`);
    expect(jar.size).toBe(0);
    expect(await enter(view, "Cafe\u0301 1", `https://elsewhere.example.com/${view.url}?t=3.5,9`)).toBe(`${view.url}?t=3.5,9`);
    expect(jar.get(SHARE_COOKIE)?.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: view.url });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    expect(await opened(view)).toMatchObject({ title: "Hidden title", hasPassword: true });
    expect(await statusOf(`${other.url}/media/audio`)).toBe(403);

    const pass = jar.get(SHARE_COOKIE);
    asOwner();
    await changeShare({ shareId: view.id, title: "Another title" });
    if (pass !== undefined) jar.set(SHARE_COOKIE, pass);
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    await changeShare({ shareId: view.id, password: "Café 1" });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    await changeShare({ shareId: view.id, password: null });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
  });

  it("is stored as a salted hash, and in nothing else", async () => {
    const view = await share(await finishedTake(), { password: "a-password-in-plain" });
    const again = await share(view.taskId, { password: "a-password-in-plain" });
    const rows = await db.selectFrom("share").selectAll().execute();
    expect(JSON.stringify([rows, view, again])).not.toContain("a-password-in-plain");
    expect(new Set(rows.map((row) => row.password_hash)).size).toBe(2);
    expect(new Set(rows.map((row) => row.password_hash?.split("$").slice(0, 4).join("$")))).toEqual(new Set(["scrypt$32768$8$3"]));
  });

  it("is not replaced by a pass that is prolonged, signed by somebody, or not signed", async () => {
    const view = await share(await finishedTake(), { password: "secret" });
    asStranger();
    await enter(view, "secret");
    const { value = "", options = {} } = jar.get(SHARE_COOKIE) ?? {};
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    for (const forged of [value.replace(/^\d+/, "99999999999999"), value.replace(/\..*/, `.${"A".repeat(43)}`), value.replace(/\..*/, "")]) {
      jar.set(SHARE_COOKIE, { value: forged, options });
      expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    }
  });

  it("lets in for 30 days at most, and not after the share has ended", async () => {
    const view = await share(await finishedTake(), { password: "secret" });
    asStranger();
    await enter(view, "secret");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 24 * 60 * 60 * 1000 });
    try {
      expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    } finally {
      vi.useRealTimers();
    }
    asOwner();
    await revokeShare({ shareId: view.id });
    const gone = await passwordRoute.POST(new Request("http://127.0.0.1/", { method: "POST", body: new URLSearchParams({ password: "secret" }) }), { params: Promise.resolve({ slug: slugOf(view) }) });
    expect(gone.status).toBe(410);
  });

  it("cannot be tried without end, and one share's guesses do not close another", async () => {
    const taskId = await finishedTake();
    const [view, other] = [await share(taskId, { password: "secret" }), await share(taskId, { password: "secret" })];
    asStranger();
    const answers: string[] = [];
    for (let count = 0; count < 6; count += 1) answers.push(await enter(view, `guess ${count}`));
    expect(answers).toEqual([...Array<string>(5).fill(`${view.url}?password=wrong`), `${view.url}?password=later`]);
    expect(await enter(view, "secret")).toBe(`${view.url}?password=later`);
    expect(await enter(other, "secret")).toBe(other.url);
  });
});

describe("openings", () => {
  /** Opens the page as a browser does that says this. */
  const open = (view: ShareView, method = "GET", headers: Readonly<Record<string, string>> = {}) =>
    new Promise<void>((resolve, reject) => {
      const response = { once: () => undefined };
      withRequestLog(log, { method, headers, url: view.url } as never, response as never, () => void countView(slugOf(view)).then(resolve, reject));
    });
  const viewsOf = async (view: ShareView) => (await db.selectFrom("share").select(["views", "last_opened_at"]).where("id", "=", view.id).executeTakeFirstOrThrow());

  it("are counted once for each, with the last; not the owner's, not a machine's, not of a locked page", async () => {
    const view = await share(await finishedTake());
    const locked = await share(view.taskId, { password: "secret" });
    await open(view);
    expect(await viewsOf(view)).toEqual({ views: 0, last_opened_at: null });
    asStranger();
    const before = Date.now();
    await open(view);
    await open(view);
    await open(view, "HEAD");
    await open(view, "GET", { "user-agent": "Slackbot-LinkExpanding 1.0" });
    await open(locked);
    expect(await viewsOf(locked)).toEqual({ views: 0, last_opened_at: null });
    const counted = await viewsOf(view);
    expect(counted.views).toBe(2);
    expect(counted.last_opened_at).toBeGreaterThanOrEqual(before);
  });
});

describe("what a share never contains", () => {
  it("is what else is known of its task, of its owner and of other tasks", async () => {
    const taken = await finishedTake();
    const transcribed = await finishedTranscript(await readyRecording("beeps.mp3"));
    const other = await finishedTake(MARKS.otherTake);
    await db.updateTable("task").set({ vendor_task_id: MARKS.vendorTask, callback_token_hash: MARKS.token, result_json: JSON.stringify({ resultUrls: [MARKS.link], param: "marked-param" }) }).where("id", "=", taken).execute();
    const secrets = [...Object.values(MARKS).filter((mark) => mark !== MARKS.cutWord), OWNER, OWNER_KEY, vendor.apiKey, vendor.origin, "marked-callback", "marked-param", other, taken, transcribed].map(String);
    for (const view of [await share(taken), await share(transcribed), await share(taken, { passage: { startMs: 0, endMs: 700 } }), await share(transcribed, { passage: { startMs: 0, endMs: 20_000 } })]) {
      asStranger();
      const text = await everything(view);
      for (const secret of [...secrets, view.id]) expect(text).not.toContain(secret);
      asOwner();
    }
  });
});

describe("the files of shares", () => {
  it("are not swept while a share names them, and are when none does", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 } });
    const folder = path.join(dataDir, "files/tasks", taskId);
    const left = path.join(folder, "share-gone-audio-0123456789abcdef.m4a");
    await writeFile(left, "bytes");
    const old = new Date(Date.now() - 48 * 60 * 60 * 1000);
    for (const file of await readdir(folder)) await utimes(path.join(folder, file), old, old);
    await utimes(folder, old, old);
    await sweep(Date.now());
    expect((await readdir(folder)).filter((file) => file.includes("share-gone"))).toEqual([]);
    for (const part of ["audio", "peaks", "words"]) expect(await statusOf(`${view.url}/media/${part}`)).toBe(200);
  });

  // A backup by us is of SQLite.
  if (!testsOnPostgres) {
    it("are in a backup, with their rows", async () => {
      const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 } });
      const target = path.join(dataDir, "..", `backup-${view.id}`);
      try {
        const report = await backUp(dataDir, target, AbortSignal.timeout(60_000));
        expect(report.damaged).toEqual([]);
        const rows = await db.selectFrom("share_file").selectAll().execute();
        expect(rows).toHaveLength(3);
        const copied = await readdir(path.join(target, "files/tasks", view.taskId));
        for (const row of rows) expect(copied).toContain(path.basename(row.storage_key));
      } finally {
        await rm(target, { recursive: true, force: true });
      }
    });
  }

  it("are not left behind when their owner has no room for them", async () => {
    const taskId = await finishedTake();
    const before = await filesIn("files");
    await db.updateTable("file").set({ size_bytes: 100_000_000 }).where("task_id", "=", taskId).where("role", "=", "words").execute();
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 0, endMs: 700 } })))).toBe("owner_storage_full");
    expect(await filesIn("files")).toEqual(before);
    expect(await db.selectFrom("share").selectAll().execute()).toEqual([]);
    expect(codeOf(await createShare(order(taskId)))).toBe("ok");
  });
});
