import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { RecordingRow } from "@/lib/recordings/store";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";
import type { TaskOrder } from "@/lib/tasks/store";

const LIMIT = 10_000_000;
const instance = await startTestInstance({ STORAGE_LIMIT_BYTES: String(LIMIT), MIN_FREE_BYTES: "0" });
const { db } = instance;
const { transactInTurn } = await import("@/lib/database/transact");
const { insertRecording } = await import("@/lib/recordings/store");
const { insertOrders } = await import("@/lib/tasks/insert-orders");
const { readDisk, requireRoom, roomLeft } = await import("./room");

beforeEach(async () => {
  await instance.reset();
  await db.deleteFrom("local_engine_file").execute();
});
afterAll(instance.close);

const bytes = fc.integer({ min: 0, max: 1e12 });
const holdings = fc.record({ keptBytes: bytes, announcedBytes: bytes, expectedBytes: bytes, disk: fc.record({ freeBytes: bytes, arrivedBytes: bytes }), limitBytes: fc.option(bytes, { nil: undefined }), minFreeBytes: bytes });

describe("the room that is left", () => {
  it("shrinks by what is taken on, byte by byte", () => {
    fc.assert(
      fc.property(holdings, bytes, (held, more) => {
        const arrived = { ...held, disk: { ...held.disk, arrivedBytes: Math.min(held.disk.arrivedBytes, held.announcedBytes) } };
        const before = roomLeft(arrived);
        const after = roomLeft({ ...arrived, announcedBytes: arrived.announcedBytes + more });
        expect(after.onDisk).toBe(before.onDisk - more);
        expect(after.underLimit).toBe(before.underLimit - more);
      }),
    );
  });

  it("stays as it is while an announced upload arrives and is then kept", () => {
    fc.assert(
      fc.property(holdings, bytes, anyShare, (held, size, part) => {
        const announced = { ...held, announcedBytes: size, disk: { ...held.disk, arrivedBytes: 0 } };
        const come = Math.floor(size * part);
        const halfway = { ...announced, disk: { freeBytes: announced.disk.freeBytes - come, arrivedBytes: come } };
        const kept = { ...announced, announcedBytes: 0, keptBytes: held.keptBytes + size, disk: { freeBytes: announced.disk.freeBytes - size, arrivedBytes: 0 } };
        expect(roomLeft(halfway)).toEqual(roomLeft(announced));
        expect(roomLeft(kept)).toEqual(roomLeft(announced));
      }),
    );
  });
});

async function insertUpload(sizeBytes: number, change: Partial<RecordingRow> = {}): Promise<void> {
  const id = crypto.randomUUID();
  const disk = await readDisk();
  await transactInTurn("holdings", async (transaction) => {
    await insertRecording(transaction, { id, owner_id: "owner", origin: "upload", name: "a", source_url: null, size_bytes: sizeBytes, modified_at: null }, 0);
    await transaction.updateTable("recording").set({ state: "arriving", ...change }).where("id", "=", id).execute();
    await requireRoom(transaction, disk);
  });
}

const order: TaskOrder = { kind: "speech", input: { ...DEFAULT_SETTINGS, text: "Hello", previousText: "", nextText: "" }, comparisonId: null };
const outcomeOf = (work: Promise<unknown>) => work.then(() => "taken", (error: unknown) => (error as { code: string }).code);
const countRows = async (table: "recording" | "task" | "work") => (await db.selectFrom(table).selectAll().execute()).length;

describe("the limit", () => {
  it("counts uploads that are announced at once for each other, and leaves nothing of those that do not fit", async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => outcomeOf(insertUpload(3_000_000))));
    expect(outcomes.toSorted()).toEqual([...Array<string>(7).fill("storage_full"), ...Array<string>(3).fill("taken")]);
    expect(await countRows("recording")).toBe(3);
  });

  it("counts results, recordings, what is being prepared, and the local engine's files", async () => {
    await insertUpload(2_000_000, { state: "preparing" });
    await insertUpload(1_000_000, { state: "ready" });
    const { id } = await instance.insertTake();
    await db.updateTable("task").set({ state: "success" }).where("id", "=", id).execute();
    const file = { content_type: "audio/mpeg", sha256: "", created_at: 0, storage_key: "a" };
    await db.insertInto("file").values({ ...file, id: "a", task_id: id, role: "audio", size_bytes: 3_000_000, duration_ms: null }).execute();
    const [ready] = await db.selectFrom("recording").select("id").where("state", "=", "ready").execute();
    await db.insertInto("recording_file").values({ ...file, recording_id: ready?.id ?? "", role: "original", size_bytes: 3_000_000 }).execute();
    await db.insertInto("local_engine_file").values({ ...file, id: "b", upload_path: null, size_bytes: 1_500_000 }).execute();
    expect(await outcomeOf(insertUpload(500_001))).toBe("storage_full");
    expect(await outcomeOf(insertUpload(500_000))).toBe("taken");
  });

  it("takes a click whole or not at all, and gives a click that was taken its tasks again", async () => {
    const orders = Array.from({ length: 6 }, () => order);
    const first = await insertOrders("owner", "first", orders);
    expect(await outcomeOf(insertOrders("owner", "second", orders))).toBe("storage_full");
    expect([await countRows("task"), await countRows("work")]).toEqual([6, 6]);
    await insertUpload(4_000_000);
    expect(await outcomeOf(insertUpload(1))).toBe("storage_full");
    expect(await insertOrders("owner", "first", orders)).toEqual(first);
  });
});
