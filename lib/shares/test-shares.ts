import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, vi } from "vitest";
import type { createShare } from "@/lib/shares/actions";
import type { ShareOrder, ShareView } from "@/lib/shares/schema";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

export const OWNER_KEY = "o".repeat(43);

/** What must never be seen in a share, by what it is. */
export const MARKS = {
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

const said = (text: string, start: number, end: number, speaker: string) => ({ text, start, end, type: "word", speaker_id: speaker });

/** What the vendor made of the recording of the transcriptions that are shared. */
export const RESULT = {
  language_code: "eng",
  language_probability: 0.9,
  words: [said(MARKS.cutWord, 1, 2, "speaker_0"), said("Inside", 9, 10, "speaker_1"), said("here.", 11, 12, "speaker_1"), said(MARKS.cutWord, 22, 23, "speaker_0")].flatMap((word) => [
    word,
    { text: " ", type: "spacing", start: word.end, end: word.end, speaker_id: word.speaker_id },
  ]),
};

/** All addresses under a share's own, whether it has something there or not. */
export const ADDRESSES = ["media/audio", "media/peaks", "media/words", "media/transcript", "media/original", "media/vendor-result", "exports/text", "exports/srt", "exports/vtt", "exports/json", "exports/docx", "exports/vendor-json"];

/** What a click on "share" asks for: the whole of a task, unless `change` says otherwise. */
export function order(taskId: string, change: Partial<ShareOrder> = {}): ShareOrder {
  const includes = { audio: true, transcript: true, settings: true };
  return { runId: crypto.randomUUID(), taskId, title: "To hear", expiry: "never", password: null, includes, allowDownloads: true, passage: null, ...change };
}

/** The share that an action gives; throws when it refused. */
export function shareOf(result: Awaited<ReturnType<typeof createShare>>): ShareView {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.share;
}

/** Why an action refused, or "ok". */
export const codeOf = (result: { ok: true } | { ok: false; problems: readonly { code: string }[] }) => (result.ok ? "ok" : result.problems[0]?.code);

/** The last part of a share's link. */
export const slugOf = ({ url }: ShareView) => url.slice("/s/".length);

/**
 * For tests only: an instance with finished tasks of one owner to share, and a visitor with a cookie jar, who is the owner until the jar
 * says otherwise. As `startTestInstance`, it is started once in a test file, before anything else imports the app.
 */
export async function startShareInstance() {
  const jar = new Map<string, { value: string; options: Readonly<Record<string, unknown>> }>();
  vi.doMock("next/headers", () => ({
    cookies: () =>
      Promise.resolve({
        get: (name: string) => jar.get(name),
        set: (name: string, value: string, options: Readonly<Record<string, unknown>>) => void jar.set(name, { value, options }),
      }),
  }));
  const instance = await startTestInstance({ CALLBACK_BASE_URL: "http://127.0.0.1:9/marked-callback", OWNER_LIMIT_BYTES: "100000000" });
  const { db, dataDir, sendTake, requireRow } = instance;
  const { TestFiles } = await import("@/lib/recordings/test-files");
  const { insertRecording, markArrived } = await import("@/lib/recordings/store");
  const { prepareHandler } = await import("@/lib/recordings/prepare");
  const { makeUploadFolder, uploadFile } = await import("@/lib/storage/folder-arrivals");
  const { lookHandler } = await import("@/lib/tasks/observe");
  const { keepHandler } = await import("@/lib/tasks/keep");
  const { keepTranscript } = await import("@/lib/tasks/keep-transcript");
  const { insertTask, hashInputs } = await import("@/lib/tasks/store");
  const { readOwner } = await import("@/lib/sessions/owner");
  const actions = await import("@/lib/shares/actions");
  const { openShare } = await import("@/lib/shares/shared-result");
  const media = await import("@/app/s/[slug]/media/[part]/route");
  const exported = await import("@/app/s/[slug]/exports/[format]/route");

  const files = new TestFiles(dataDir);
  await makeUploadFolder();
  asOwner();
  const ownerId = (await readOwner())?.id ?? "";

  function asOwner(): void {
    jar.clear();
    jar.set("soundcheck_owner", { value: OWNER_KEY, options: {} });
  }

  /** A finished take of the owner's, with word times. */
  async function finishedTake(text = "Alpha bravo charlie delta", timings: "words" | "none" = "words"): Promise<string> {
    const { id } = await sendTake({ callback: "none", steps: [{ state: "success" }], timings, credits: MARKS.credits }, { text, timestamps: timings === "words", previousText: MARKS.context });
    await lookHandler.run(claimedWork("look", id), AbortSignal.timeout(60_000));
    await keepHandler.run(claimedWork("keep", id), AbortSignal.timeout(60_000));
    expect((await requireRow(id)).state).toBe("success");
    await db.updateTable("task").set({ owner_id: ownerId }).where("id", "=", id).execute();
    return id;
  }

  /** A recording of beeps at every tenth second, prepared. */
  async function readyRecording(name: string, output: readonly string[] = [], seconds = 25): Promise<string> {
    const id = crypto.randomUUID();
    const bytes = files.beeps(name, output, seconds);
    await insertRecording(db, { id, owner_id: ownerId, origin: "upload", name, source_url: MARKS.link, size_bytes: bytes.length, modified_at: null }, Date.now());
    await writeFile(uploadFile(id), bytes);
    await markArrived(db, id, bytes.length);
    await prepareHandler.run(claimedWork("prepare", id), AbortSignal.timeout(60_000));
    return id;
  }

  /** A finished transcription of the owner's. */
  async function finishedTranscript(recordingId: string, result: Readonly<Record<string, unknown>> = RESULT): Promise<string> {
    const id = crypto.randomUUID();
    const input = { languageCode: "en", tagAudioEvents: true, diarize: true };
    const ordered = { kind: "transcription", input, recordingId, recordingName: "beeps.mp3" } as const;
    await insertTask(db, { id, ownerId, purpose: "take", engine: "vendor", runId: id, inputHash: hashInputs([input]), order: ordered }, Date.now());
    const kept = await keepTranscript(await requireRow(id), { resultObject: result });
    await db.insertInto("file").values([...(kept?.files ?? [])]).execute();
    await db
      .updateTable("task")
      .set({ state: "success", vendor_task_id: MARKS.vendorTask, credits_consumed: MARKS.credits, callback_token_hash: MARKS.token, result_json: JSON.stringify({ resultUrls: [MARKS.link] }) })
      .where("id", "=", id)
      .execute();
    return id;
  }

  /** A new share of a task, of its whole unless `change` says otherwise. */
  async function share(taskId: string, change: Partial<ShareOrder> = {}): Promise<ShareView> {
    return shareOf(await actions.createShare(order(taskId, change)));
  }

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

  /** What a share's page shows; throws when it shows nothing. */
  async function opened(view: ShareView) {
    const opening = await openShare(slugOf(view));
    if (opening.state !== "open") throw new Error(`It is ${opening.state}.`);
    return opening.result;
  }

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

  return {
    ...instance,
    jar,
    files,
    ownerId,
    asOwner,
    /** Whoever asks has no cookies: nobody knows them. */
    asStranger: () => jar.clear(),
    finishedTake,
    readyRecording,
    finishedTranscript,
    share,
    get,
    statusOf,
    opened,
    everything,
    /** Forgets every task with its files; the owner asks again. */
    reset: async () => {
      await instance.reset();
      await rm(path.join(dataDir, "files"), { recursive: true, force: true });
      asOwner();
    },
  };
}
