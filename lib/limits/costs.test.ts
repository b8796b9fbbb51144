import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { withRequestFacts } from "@/lib/http/request-facts";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

vi.mock("next/headers", () => ({ cookies: () => Promise.resolve({ get: () => ({ value: "a".repeat(43) }), set: () => undefined }) }));

const { db, reset, close } = await startTestInstance({ TASKS_PER_HOUR: "5", TASKS_PER_DAY: "12", UPLOADS_AT_ONCE: "2", OWNER_LIMIT_BYTES: "1000" });
const { insertOrders } = await import("@/lib/tasks/insert-orders");
const { insertRecording } = await import("@/lib/recordings/store");
const { DEFAULT_SETTINGS } = await import("@/lib/speech/settings");
const { ensureSample } = await import("@/lib/tasks/samples");
const { createTranscriptions } = await import("@/lib/tasks/transcription-actions");
const { fetchHandler } = await import("@/lib/recordings/fetch");
const { answerUpload } = await import("@/lib/uploads/tus-server");
const { makeUploadFolder } = await import("@/lib/storage/folder-arrivals");
await makeUploadFolder();
const { announcingAddress, requireOwnerRoom, requireUploadSlot } = await import("./costs");

beforeEach(async () => {
  await reset();
  await db.deleteFrom("rate_counter").execute();
});
afterAll(close);

function from<T>(address: string, run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => withRequestFacts({ address, admitted: true }, () => void run().then(resolve, reject)));
}

/** A click for so many takes; gives "made" or the code of its refusal. */
function click(ownerId: string, count: number, { address = "192.0.2.1", runId = crypto.randomUUID() }: { address?: string; runId?: string } = {}): Promise<string> {
  const order = { kind: "speech" as const, input: { ...DEFAULT_SETTINGS, text: "Hello", previousText: "", nextText: "" }, comparisonId: null };
  return from(address, () => insertOrders(ownerId, runId, Array<typeof order>(count).fill(order))).then(() => "made", codeOf);
}

const codeOf = (error: unknown) => (error as { code: string }).code;
const taskCount = async () => (await db.selectFrom("task").select("id").execute()).length;

test("an owner makes so many tasks in an hour; what is refused leaves nothing and is not counted", async () => {
  expect(await click("a", 4)).toBe("made");
  expect(await click("a", 2)).toBe("too_many_tasks");
  expect(await taskCount()).toBe(4);
  expect(await click("a", 1)).toBe("made");
  expect(await click("a", 1)).toBe("too_many_tasks");
  expect(await click("b", 5)).toBe("made");
});

test("the refusal says the limit and when to try again", async () => {
  const refused = from("192.0.2.1", () => insertOrders("a", "run", Array.from({ length: 6 }, () => ({ kind: "speech" as const, input: { ...DEFAULT_SETTINGS, text: "x", previousText: "", nextText: "" }, comparisonId: null }))));
  await expect(refused).rejects.toMatchObject({ status: 429, retryAfterSeconds: 3600, message: "5 tasks in an hour are the limit here for one visitor. Nothing was sent; try again in 60 minutes." });
});

test("the same click again counts once", async () => {
  for (let count = 0; count < 4; count += 1) expect(await click("a", 3, { runId: "run" })).toBe("made");
  expect(await click("a", 2)).toBe("made");
});

test("deleting makes no room for more of what was sent, and another hour does until the day is full", async () => {
  const nextHour = () => db.updateTable("rate_counter").set({ ends_at: 1 }).where("id", "like", "tasks hour%").execute();
  expect(await click("a", 5)).toBe("made");
  await db.deleteFrom("task").execute();
  expect(await click("a", 1)).toBe("too_many_tasks");
  await nextHour();
  expect(await click("a", 5)).toBe("made");
  await nextHour();
  expect(await click("a", 3)).toBe("too_many_tasks");
  expect(await click("a", 2)).toBe("made");
});

test("whoever throws the cookie away meets the limit of the address", async () => {
  for (const owner of ["a", "b", "c", "d"]) expect(await click(owner, 5)).toBe("made");
  expect(await click("e", 1)).toBe("too_many_tasks");
  expect(await click("e", 1, { address: "192.0.2.2" })).toBe("made");
});

test("a sample counts for who asked for it", async () => {
  expect(await click("a", 5)).toBe("made");
  await expect(ensureSample("Rachel", "a")).rejects.toMatchObject({ code: "too_many_tasks" });
  await ensureSample("Rachel", "b");
});

function announce(ownerId: string, sizeBytes: number, address = "192.0.2.1"): Promise<string> {
  const recording = { id: crypto.randomUUID(), owner_id: ownerId, origin: "upload" as const, name: "a", source_url: null, size_bytes: sizeBytes, modified_at: null };
  return from(address, () =>
    db.transaction().execute(async (transaction) => {
      await insertRecording(transaction, recording, Date.now(), announcingAddress());
      await requireUploadSlot(transaction, ownerId);
      await requireOwnerRoom(transaction, ownerId);
    }),
  ).then(() => "taken", codeOf);
}

test("so many recordings are on their way at once for an owner, and for an address", async () => {
  expect(await announce("a", 1)).toBe("taken");
  expect(await announce("a", 1)).toBe("taken");
  expect(await announce("a", 1)).toBe("too_many_uploads");
  for (const owner of ["b", "c", "d"]) for (let count = 0; count < 2; count += 1) expect(await announce(owner, 1)).toBe("taken");
  expect(await announce("e", 1)).toBe("too_many_uploads");
  expect(await announce("e", 1, "192.0.2.2")).toBe("taken");
  await db.updateTable("recording").set({ state: "ready" }).where("owner_id", "=", "a").execute();
  expect(await announce("a", 1)).toBe("taken");
});

test("an owner keeps so much, what is arriving and what tasks made counted", async () => {
  expect(await announce("a", 600)).toBe("taken");
  expect(await announce("a", 600)).toBe("owner_storage_full");
  expect(await announce("b", 600)).toBe("taken");
  await click("b", 1);
  const { id } = await db.selectFrom("task").select("id").executeTakeFirstOrThrow();
  await db.insertInto("file").values({ id: "f", task_id: id, role: "audio", storage_key: "k", content_type: "audio/mpeg", size_bytes: 500, sha256: "", duration_ms: null, created_at: 0 }).execute();
  expect(await click("b", 1)).toBe("owner_storage_full");
});

/** Announces an upload as a client does; gives the answer's status and what it says. */
async function post(sizeBytes: number): Promise<string> {
  const headers = { "tus-resumable": "1.0.0", "upload-length": String(sizeBytes) };
  const answer = await from("192.0.2.1", () => answerUpload(new Request("http://127.0.0.1/api/uploads", { method: "POST", headers })));
  return `${answer.status} ${await answer.text()}`.trim();
}

test("an upload that is too many is refused when it is announced", async () => {
  expect(await post(10)).toBe("201");
  expect(await post(10)).toBe("201");
  expect(await post(10)).toBe("429 2 recordings on their way at once are the limit here for one visitor. Try again when one has arrived, or cancel one.");
  expect(await db.selectFrom("recording").select("id").execute()).toHaveLength(2);
});

test("an upload that is too large for what its owner keeps is refused when it is announced", async () => {
  expect(await post(900)).toBe("201");
  expect(await post(200)).toMatch(/^507 There is no room for this: what you keep here has reached the limit of 0\.000001 GB for one visitor\./);
});

test("a URL is on its way like an upload", async () => {
  const settings = { languageCode: "", tagAudioEvents: true, diarize: true };
  const order = () => from("192.0.2.1", () => createTranscriptions({ ...settings, runId: crypto.randomUUID(), recordingIds: [], audioUrl: "https://sound.example.com/a.mp3" }));
  expect(await order()).toMatchObject({ ok: true });
  expect(await order()).toMatchObject({ ok: true });
  expect(await order()).toMatchObject({ ok: false, problems: [{ code: "too_many_uploads" }] });
});

test("a URL is not fetched for an owner who keeps too much", async () => {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: "a", origin: "url", name: "a", source_url: "https://sound.example.com/a.mp3", size_bytes: null, modified_at: null }, Date.now());
  await insertRecording(db, { id: `${id}2`, owner_id: "a", origin: "upload", name: "a", source_url: null, size_bytes: 1001, modified_at: null }, Date.now());
  await fetchHandler.run(claimedWork("fetch-recording", id, { attempts: 3 }), AbortSignal.timeout(30_000));
  const { state, problem_json: problem } = await db.selectFrom("recording").select(["state", "problem_json"]).where("id", "=", id).executeTakeFirstOrThrow();
  expect({ state, problem: JSON.parse(problem ?? "null") as unknown }).toMatchObject({ state: "refused", problem: { code: "owner_storage_full" } });
});
