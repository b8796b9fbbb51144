import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { Upload } from "@tus/server";
import { afterAll, afterEach, expect, it } from "vitest";
import { makeTestBucket } from "@/e2e/test-bucket";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

const testBucket = await makeTestBucket();
const instance = await startTestInstance(testBucket.settings);
const { db } = instance;
const { hear, setCarrier } = await import("@/lib/instances/broadcast");
const { prepareHandler } = await import("@/lib/recordings/prepare");
const { findRecording, insertRecording, markArrived, markRefused } = await import("@/lib/recordings/store");
const { arrivals } = await import("@/lib/storage/arrivals");
const { bucket, storage } = await import("@/lib/storage/storage");
const { findBucketUpload } = await import("@/lib/storage/bucket-upload-store");
const { BucketStore } = await import("./bucket-store");
const { UploadLocks } = await import("./upload-locks");

const MIB = 1024 * 1024;
const SIZE = 20 * MIB;
const BYTES = randomBytes(SIZE);
const DAY_MS = 24 * 60 * 60 * 1000;

const locks = new UploadLocks();
const store = new BucketStore({
  bucket,
  locks,
  rows: {
    get: (id) => Promise.resolve(new Upload({ id, size: SIZE, offset: 0 })),
    set: (id) => insertRecording(db, { id, owner_id: "owner", origin: "upload", name: "a", source_url: null, size_bytes: SIZE, modified_at: null }, 0),
    delete: () => Promise.resolve(),
  },
});

afterEach(instance.reset);
afterAll(async () => {
  await instance.close();
  await testBucket.close();
}, 60_000);

async function begin(): Promise<string> {
  const id = crypto.randomUUID();
  await store.create(new Upload({ id, size: SIZE, offset: 0 }));
  return id;
}

/** A body that brings these bytes and then, unless it ends, does `then`. */
function body(start: number, end: number, then?: () => Promise<void>): Readable {
  return Readable.from(
    (async function* () {
      for (let at = start; at < end; at += 65_536) yield BYTES.subarray(at, Math.min(at + 65_536, end));
      await then?.();
    })(),
    { objectMode: false },
  );
}

/** Writes as a request does: with the lock. */
async function write(id: string, offset: number, from: Readable): Promise<number> {
  const lock = locks.newLock(id);
  await lock.lock(AbortSignal.timeout(10_000), () => undefined);
  try {
    return await store.write(from, id, offset);
  } finally {
    await lock.unlock();
  }
}

async function arrivedBytes(id: string): Promise<Buffer> {
  return arrivals().withFile(id, "recordings/none", (file) => readFile(file));
}

async function keysUnder(prefix: string): Promise<string[]> {
  const keys = [];
  for await (const { key } of (await bucket()).list(prefix)) keys.push(key);
  return keys;
}

async function openUploads(): Promise<string[]> {
  const keys = [];
  for await (const { key } of (await bucket()).openMultiparts("")) keys.push(key);
  return keys;
}

const breakOff = () => Promise.reject(new Error("The connection was lost"));

it("puts together what many requests bring, however they end, to the byte", async () => {
  const id = await begin();
  expect(await write(id, 0, body(0, 1))).toBe(1);
  expect(await write(id, 1, body(1, 3 * MIB))).toBe(3 * MIB);
  await expect(write(id, 3 * MIB, body(3 * MIB, 17 * MIB, breakOff))).rejects.toThrow("The connection was lost");
  expect((await store.getUpload(id)).offset).toBe(17 * MIB);
  expect(await write(id, 17 * MIB, body(17 * MIB, SIZE))).toBe(SIZE);
  expect((await arrivedBytes(id)).equals(BYTES)).toBe(true);
  expect(await keysUnder("uploads/")).toEqual([`uploads/${id}`]);
  expect(await readdir(instance.scratchDirectory)).toEqual([]);

  // Preparing it may be done twice, and what was kept of it may be all that is left.
  expect((await arrivedBytes(id)).equals(BYTES)).toBe(true);
  await arrivals().remove(id);
  expect([await keysUnder("uploads/"), await openUploads(), await findBucketUpload(id)]).toEqual([[], [], undefined]);
  await expect(arrivedBytes(id)).rejects.toMatchObject({ code: "file_missing" });
});

it("keeps the lock until what came before a break is stored, though the request lets go at once", async () => {
  const id = await begin();
  const lock = locks.newLock(id);
  await lock.lock(AbortSignal.timeout(10_000), () => undefined);
  const writing = store.write(body(0, MIB, breakOff), id, 0).catch((error: unknown) => error);
  await lock.unlock();
  expect((await store.getUpload(id)).offset).toBe(MIB);
  expect(await writing).toMatchObject({ message: "The connection was lost" });
  await arrivals().remove(id);
});

it("loses nothing that it counted when a request breaks off before its first byte", async () => {
  const id = await begin();
  await write(id, 0, body(0, MIB));
  await expect(write(id, MIB, body(MIB, MIB, breakOff))).rejects.toThrow("The connection was lost");
  expect((await store.getUpload(id)).offset).toBe(MIB);
  expect(await write(id, MIB, body(MIB, SIZE))).toBe(SIZE);
  expect((await arrivedBytes(id)).equals(BYTES)).toBe(true);
  await arrivals().remove(id);
});

it("counts nothing of a request that another took the lock from", async () => {
  const id = await begin();
  const steal = async () => {
    await db.updateTable("upload_lock").set({ holder: "another/request" }).where("recording_id", "=", id).execute();
  };
  await expect(write(id, 0, body(0, 9 * MIB, steal))).rejects.toMatchObject({ code: "upload_busy", status: 423 });
  const { offset } = await store.getUpload(id);
  expect(offset === 0 || offset === 8 * MIB).toBe(true);
  expect(await write(id, offset, body(offset, SIZE))).toBe(SIZE);
  expect((await arrivedBytes(id)).equals(BYTES)).toBe(true);
  await arrivals().remove(id);
});

it("gives the lock to one request at a time, and asks who has it to let go", async () => {
  const id = crypto.randomUUID();
  const [first, second] = [locks.newLock(id), locks.newLock(id)];
  let asked = 0;
  await first.lock(AbortSignal.timeout(10_000), async () => {
    asked += 1;
    await first.unlock();
  });
  await second.lock(AbortSignal.timeout(10_000), () => undefined);
  expect(asked).toBe(1);
  await second.unlock();
  expect(await db.selectFrom("upload_lock").selectAll().execute()).toEqual([]);
});

it("leaves a lock to an instance that lives, and takes it from one that does not", async () => {
  const id = crypto.randomUUID();
  await db.insertInto("upload_lock").values({ recording_id: id, holder: "elsewhere/request" }).execute();
  await db.insertInto("instance").values({ boot: "elsewhere", seen_at: Number.MAX_SAFE_INTEGER }).execute();
  const lock = locks.newLock(id);
  const told: unknown[] = [];
  setCarrier((...note) => told.push(note));
  await expect(lock.lock(AbortSignal.timeout(300), () => undefined)).rejects.toMatchObject({ code: "upload_busy" });
  setCarrier(undefined);
  expect(told).toContainEqual(["upload", { recordingId: id }]);
  await db.deleteFrom("instance").where("boot", "=", "elsewhere").execute();
  await lock.lock(AbortSignal.timeout(10_000), () => undefined);
  await lock.unlock();
});

it("is asked to let go by a request of another instance", async () => {
  const stop = locks.listen();
  const [id, asked] = [crypto.randomUUID(), new Array<string>()];
  const lock = locks.newLock(id);
  await lock.lock(AbortSignal.timeout(10_000), () => void asked.push("asked"));
  hear("upload", { recordingId: "another" });
  hear("upload", { recordingId: id });
  expect(asked).toEqual(["asked"]);
  await lock.unlock();
  stop();
  hear("upload", { recordingId: id });
  expect(asked).toEqual(["asked"]);
});

it("sweeps what no row names when it is old, and nothing that is awaited", async () => {
  const awaited = await begin();
  await write(awaited, 0, body(0, MIB));
  const abandoned = await begin();
  await write(abandoned, 0, body(0, 9 * MIB));
  const s3 = await bucket();
  await s3.beginMultipart("tasks/a/interrupted.mp3");
  await s3.put(`uploads/${awaited}.old-tail`, Buffer.from("counted elsewhere"));
  await s3.put("uploads/nobody", Buffer.from("fetched for nobody"));
  const isAwaited = (id: string) => Promise.resolve(id === awaited);
  expect(await arrivals().sweep(Date.now() - DAY_MS, isAwaited)).toBe(0);
  expect(await openUploads()).toHaveLength(3);

  expect(await arrivals().sweep(Date.now() + DAY_MS, isAwaited)).toBe(4);
  expect(await openUploads()).toEqual([`uploads/${awaited}`]);
  expect(await keysUnder("uploads/")).toEqual([(await findBucketUpload(awaited))?.tail_key]);
  expect(await write(awaited, MIB, body(MIB, SIZE))).toBe(SIZE);
  expect((await arrivedBytes(awaited)).equals(BYTES)).toBe(true);
  await arrivals().remove(awaited);
});

it("goes with the next run where one died after its recording was refused or ready", async () => {
  const id = await begin();
  await write(id, 0, body(0, SIZE));
  const recording = await findRecording(db, id);
  await markArrived(db, id, SIZE);
  await markRefused(db, id, { code: "not_a_recording", message: "This is noise." });
  await prepareHandler.run(claimedWork("prepare", id), AbortSignal.timeout(30_000));
  expect([recording?.state, await findBucketUpload(id), await keysUnder("uploads/"), await openUploads()]).toEqual(["arriving", undefined, [], []]);
});

it("takes what is fetched, and keeps files where it is told to", async () => {
  const id = crypto.randomUUID();
  expect(await arrivals().take(id, body(0, MIB))).toBe(MIB);
  expect((await arrivedBytes(id)).equals(BYTES.subarray(0, MIB))).toBe(true);
  await arrivals().remove(id);
  await expect(arrivedBytes(id)).rejects.toMatchObject({ code: "file_missing" });
  await expect(storage().read("tasks/none/audio.mp3")).rejects.toMatchObject({ code: "file_missing" });
});
