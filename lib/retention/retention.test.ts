import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";
import type { RecordingRow } from "@/lib/recordings/store";
import type { TaskState } from "@/lib/tasks/states";
import type { TaskRow } from "@/lib/tasks/store";

const instance = await startTestInstance({ RETENTION_DAYS: "30" });
const { db, dataDir, sendTake, insertTake, requireRow, failureOf, filesIn } = instance;
const { keepHandler } = await import("@/lib/tasks/keep");
const { lookHandler } = await import("@/lib/tasks/observe");
const { recordingSettledHandler } = await import("@/lib/tasks/recording-settled");
const { submitHandler } = await import("@/lib/tasks/submit");
const { removeTask } = await import("@/lib/tasks/remove");
const { lookNow, requireTaskByToken } = await import("@/lib/tasks/callback");
const { findRecording, insertRecording } = await import("@/lib/recordings/store");
const { makeUploadFolder } = await import("@/lib/storage/folder-arrivals");
const { expire } = await import("./expire");
const { clearArrivals, sweep } = await import("./sweep");

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.now();
const signal = AbortSignal.timeout(60_000);

beforeEach(async () => {
  await instance.reset();
  await rm(path.join(dataDir, "files"), { recursive: true, force: true });
  await rm(path.join(dataDir, "uploads"), { recursive: true, force: true });
  await makeUploadFolder();
});
afterAll(instance.close);

/** A take that was made and kept. */
async function keptTake(): Promise<TaskRow> {
  const { id } = await sendTake({ callback: "none", steps: [{ state: "success" }] });
  await lookHandler.run(claimedWork("look", id), signal);
  await keepHandler.run(claimedWork("keep", id), signal);
  const task = await requireRow(id);
  expect(task.state).toBe("success");
  return task;
}

async function age(id: string, days: number, change: Partial<TaskRow> = {}): Promise<void> {
  const at = NOW - days * DAY_MS;
  await db.updateTable("task").set({ created_at: at, state_since: at, ...change }).where("id", "=", id).execute();
}

async function insertOldRecording(id: string, change: Partial<RecordingRow>, days: number): Promise<void> {
  await insertRecording(db, { id, owner_id: "owner", origin: "upload", name: `${id}.wav`, source_url: null, size_bytes: 10, modified_at: null }, NOW - days * DAY_MS);
  await db.updateTable("recording").set(change).where("id", "=", id).execute();
}

async function putOld(file: string, days: number): Promise<void> {
  const target = path.join(dataDir, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, "bytes");
  const at = new Date(NOW - days * DAY_MS);
  await utimes(target, at, at);
  await utimes(path.dirname(target), at, at);
}

const taskIds = async () => (await db.selectFrom("task").select("id").execute()).map(({ id }) => id).sort();
const recordingIds = async () => (await db.selectFrom("recording").select("id").execute()).map(({ id }) => id).sort();

describe("what is old", () => {
  it("goes with its files; what is young, on its way, or a sample stays", async () => {
    const [old, young, sample] = [await keptTake(), await keptTake(), await keptTake()];
    await age(old.id, 31);
    await age(young.id, 29);
    await age(sample.id, 400, { purpose: "sample" });
    const onTheirWay: string[] = [];
    for (const state of ["pending", "submitting", "waiting", "queuing", "generating", "keeping"] satisfies TaskState[]) {
      const { id } = await insertTake();
      await age(id, 31, { state });
      onTheirWay.push(id);
    }
    const justEnded = await insertTake();
    await age(justEnded.id, 31, { state: "fail", state_since: NOW - DAY_MS });
    for (const state of ["unconfirmed", "fail", "cancelled"] satisfies TaskState[]) await age((await insertTake()).id, 31, { state });

    expect(await expire(NOW)).toEqual({ more: false });
    expect(await taskIds()).toEqual([young.id, sample.id, justEnded.id, ...onTheirWay].sort());
    expect((await readdir(path.join(dataDir, "files/tasks"))).sort()).toEqual([young.id, sample.id].sort());
  });

  it("takes its recording with it when nothing else uses that, and unused ones go by themselves", async () => {
    await insertOldRecording("shared", { state: "ready" }, 60);
    await insertOldRecording("unused", { state: "ready" }, 31);
    await insertOldRecording("young", { state: "ready" }, 29);
    const [first, second] = [await insertTake(), await insertTake()];
    await age(first.id, 31, { state: "success", recording_id: "shared" });
    await age(second.id, 5, { state: "success", recording_id: "shared" });
    for (const id of ["shared", "unused", "young"]) await putOld(`files/recordings/${id}/original`, 0);

    await expire(NOW);
    expect(await recordingIds()).toEqual(["shared", "young"]);
    await age(second.id, 31);
    await expire(NOW);
    expect(await recordingIds()).toEqual(["young"]);
    expect(await filesIn("files")).toEqual(["recordings/young/original"]);
  });

  it("an upload that stands still for a day is given up, and so is the task that waits for it; one that moves is not", async () => {
    await insertOldRecording("left", { state: "arriving" }, 2);
    await insertOldRecording("moving", { state: "arriving" }, 2);
    await insertOldRecording("waited-for", { state: "arriving" }, 2);
    await insertOldRecording("refused", { state: "refused" }, 2);
    await insertOldRecording("refused-today", { state: "refused" }, 0.5);
    await insertOldRecording("being-prepared", { state: "preparing" }, 2);
    for (const id of ["left", "waited-for"]) await putOld(`uploads/${id}`, 1.5);
    await putOld("uploads/moving", 0.5);
    const task = await insertTake();
    await db.updateTable("task").set({ kind: "transcription", recording_id: "waited-for", input_json: "{}" }).where("id", "=", task.id).execute();

    await expire(NOW);
    expect(await recordingIds()).toEqual(["being-prepared", "moving", "refused-today", "waited-for"]);
    expect((await findRecording(db, "waited-for"))?.state).toBe("refused");
    expect(await filesIn("uploads")).toEqual(["moving"]);
    await recordingSettledHandler.run(claimedWork("recording-settled", "waited-for"), signal);
    await submitHandler.run(claimedWork("submit", task.id), signal);
    expect((await requireRow(task.id)).state).toBe("fail");
    expect(await failureOf(task.id)).toMatchObject({ code: "upload_abandoned" });
  });
});

describe("a callback after the deletion", () => {
  it("finds nothing, and what it set going before brings nothing back", async () => {
    const { id } = await sendTake({ callback: "none" });
    const body = JSON.parse(instance.sentRequests().at(-1)?.body ?? "{}") as { callBackUrl: string };
    const token = body.callBackUrl.split("/").at(-1) ?? "";
    const before = await requireTaskByToken(token);
    await removeTask(await requireRow(before.id));
    await expect(requireTaskByToken(token)).rejects.toMatchObject({ status: 404 });

    await lookNow(before, [before.vendor_task_id ?? ""]);
    expect(await lookHandler.run(claimedWork("look", id), signal)).toBeUndefined();
    expect(await keepHandler.run(claimedWork("keep", id), signal)).toBeUndefined();
    expect(await taskIds()).toEqual([]);
    expect(await db.selectFrom("file").selectAll().execute()).toEqual([]);
    expect(await filesIn("files")).toEqual([]);
  });
});

describe("the sweep", () => {
  it("removes what no row names after a day, and nothing that a row names or that is just being made", async () => {
    const kept = await keptTake();
    const keptFiles = await filesIn("files");
    for (const file of keptFiles) await putOld(`files/${file}`, 5);
    const making = await insertTake();
    await age(making.id, 5, { state: "keeping" });
    await insertOldRecording("ready", { state: "ready" }, 5);
    await db
      .insertInto("recording_file")
      .values({ recording_id: "ready", role: "original", storage_key: "recordings/ready/original", content_type: "audio/wav", size_bytes: 5, sha256: "", created_at: NOW })
      .execute();
    await insertOldRecording("preparing", { state: "preparing" }, 5);
    await insertOldRecording("arriving", { state: "arriving" }, 5);
    await db
      .insertInto("local_engine_file")
      .values({ id: "named", upload_path: null, storage_key: "local-engine/named.mp3", content_type: "audio/mpeg", size_bytes: 5, sha256: "", created_at: NOW })
      .execute();

    const stays = [
      ...keptFiles.map((file) => `files/${file}`),
      `files/tasks/${making.id}/audio.mp3`,
      "files/recordings/ready/original",
      "files/recordings/preparing/peaks.json",
      "files/local-engine/named.mp3",
      "uploads/preparing",
      "uploads/arriving",
    ];
    const goes = [
      `files/tasks/${kept.id}/audio.ogg`,
      "files/tasks/deleted/audio.mp3",
      "files/recordings/ready/rendition.m4a",
      "files/recordings/deleted/original",
      "files/local-engine/unnamed.mp3",
      "uploads/ready",
      "uploads/deleted",
      "scratch/left",
    ];
    for (const file of [...stays, ...goes]) await putOld(file, 2);
    const young = ["files/tasks/deleted-today/audio.mp3", "files/local-engine/young.mp3", "uploads/young", "scratch/young"];
    for (const file of young) await putOld(file, 0.5);

    await sweep(NOW);
    const left = [...(await filesIn("files")).map((file) => `files/${file}`), ...(await filesIn("uploads")).map((file) => `uploads/${file}`), ...(await filesIn("scratch")).map((file) => `scratch/${file}`)];
    expect(left.sort()).toEqual([...stays, ...young].sort());
    expect(await readdir(path.join(dataDir, "files/tasks"))).not.toContain("deleted");
  });
});

it("a start removes at once what arrived for no recording, and keeps what is awaited", async () => {
  for (const state of ["arriving", "preparing", "ready", "refused"] as const) await insertOldRecording(state, { state }, 0);
  for (const name of ["arriving", "preparing", "ready", "refused", "nobody"]) await putOld(`uploads/${name}`, name === "nobody" ? -1 : 0);
  await clearArrivals();
  expect((await filesIn("uploads")).sort()).toEqual(["arriving", "preparing"]);
});
