import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ShareView } from "@/lib/shares/schema";
import { codeOf, MARKS, order, OWNER_KEY, RESULT, shareOf, slugOf, startShareInstance } from "./test-shares";

const instance = await startShareInstance();
const { db, vendor, filesIn, jar, ownerId, asOwner, asStranger, finishedTake, readyRecording, finishedTranscript, share, get, statusOf, opened, everything } = instance;
const { nameSpeaker } = await import("@/lib/tasks/store");
const { withRequestLog } = await import("@/lib/http/request-log");
const { log } = await import("@/lib/log");
const { createShare, changeShare, deleteShare, refreezeShare, revokeShare } = await import("./actions");
const { openShare } = await import("./shared-result");
const { countView } = await import("./openings");
const list = await import("@/app/api/shares/route");

beforeEach(instance.reset);
afterAll(instance.close);

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
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="A B  _talk_ (times and speakers).txt"`);
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
    await db.updateTable("task").set({ owner_id: ownerId }).where("id", "=", id).execute();
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
    const secrets = [...Object.values(MARKS).filter((mark) => mark !== MARKS.cutWord), ownerId, OWNER_KEY, vendor.apiKey, vendor.origin, "marked-callback", "marked-param", other, taken, transcribed].map(String);
    for (const view of [await share(taken), await share(transcribed), await share(taken, { passage: { startMs: 0, endMs: 700 } }), await share(transcribed, { passage: { startMs: 0, endMs: 20_000 } })]) {
      asStranger();
      const text = await everything(view);
      for (const secret of [...secrets, view.id]) expect(text).not.toContain(secret);
      asOwner();
    }
  });
});
