import "server-only";
import type { Insertable, Selectable } from "kysely";
import type { Queryable } from "@/lib/database/database";
import type { RecordingFileTable, RecordingTable } from "@/lib/database/tables";
import type { Problem } from "@/lib/http/app-error";

export type RecordingRow = Selectable<RecordingTable>;
export type RecordingFileRow = Selectable<RecordingFileTable>;

/** What is known of a recording before its bytes are here. */
export type NewRecording = Pick<Insertable<RecordingTable>, "id" | "owner_id" | "origin" | "name" | "source_url" | "size_bytes" | "modified_at">;

/** Inserts a recording whose bytes are to arrive, announced from `addressHash`. */
export async function insertRecording(db: Queryable, recording: NewRecording, now: number, addressHash: string | null = null): Promise<void> {
  await db
    .insertInto("recording")
    .values({
      ...recording,
      state: "arriving",
      format: null,
      channels: null,
      duration_ms: null,
      original_suits_vendor: 0,
      original_suits_player: 0,
      problem_json: null,
      notice: null,
      vendor_url: null,
      vendor_url_at: null,
      address_hash: addressHash,
      created_at: now,
    })
    .execute();
}

/** A recording whoever owns it; undefined when it is gone. */
export async function findRecording(db: Queryable, id: string): Promise<RecordingRow | undefined> {
  return db.selectFrom("recording").selectAll().where("id", "=", id).executeTakeFirst();
}

/** These recordings, by their ids. */
export async function findRecordings(db: Queryable, ids: readonly string[]): Promise<Map<string, RecordingRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("recording").selectAll().where("id", "in", [...ids]).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** An owner's recordings that no task uses, oldest first. */
export async function listUnused(db: Queryable, ownerId: string): Promise<RecordingRow[]> {
  return db
    .selectFrom("recording")
    .selectAll()
    .where("owner_id", "=", ownerId)
    .where((eb) => eb.not(eb.exists(eb.selectFrom("task").select("task.id").whereRef("task.recording_id", "=", "recording.id"))))
    .orderBy("created_at")
    .execute();
}

/** Recordings in one of these states, whoever owns them. */
export async function listInStates(db: Queryable, states: readonly RecordingRow["state"][]): Promise<RecordingRow[]> {
  return db.selectFrom("recording").selectAll().where("state", "in", [...states]).execute();
}

/** Notes that all bytes are here. Says whether this call did: the bytes of a recording arrive once. */
export async function markArrived(db: Queryable, id: string, sizeBytes: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("recording")
    .set({ state: "preparing", size_bytes: sizeBytes })
    .where("id", "=", id)
    .where("state", "=", "arriving")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that a recording cannot be used. Says whether it was still on its way. */
export async function markRefused(db: Queryable, id: string, problem: Problem): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("recording")
    .set({ state: "refused", problem_json: JSON.stringify(problem) })
    .where("id", "=", id)
    .where("state", "in", ["arriving", "preparing"])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was found out about a recording. */
export type Findings = Pick<RecordingRow, "format" | "channels" | "duration_ms" | "original_suits_vendor" | "original_suits_player" | "notice" | "size_bytes">;

/** Notes that a recording can be used, with its files. Says whether it was being prepared. */
export async function markReady(db: Queryable, id: string, findings: Findings, files: readonly RecordingFileRow[]): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("recording")
    .set({ ...findings, state: "ready" })
    .where("id", "=", id)
    .where("state", "=", "preparing")
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await db.insertInto("recording_file").values([...files]).execute();
  return numUpdatedRows === 1n;
}

/** Notes where the vendor keeps its copy. */
export async function noteVendorUrl(db: Queryable, id: string, vendorUrl: string, now: number): Promise<void> {
  await db.updateTable("recording").set({ vendor_url: vendorUrl, vendor_url_at: now }).where("id", "=", id).execute();
}

/** The files of these recordings. */
export async function recordingFilesOf(db: Queryable, ids: readonly string[]): Promise<RecordingFileRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom("recording_file").selectAll().where("recording_id", "in", [...ids]).execute();
}

/** The file that the vendor gets, or that is played: the original where it suits, else the rendition. */
export function fileFor(use: "vendor" | "player", recording: RecordingRow, files: readonly RecordingFileRow[]): RecordingFileRow | undefined {
  const suits = use === "vendor" ? recording.original_suits_vendor : recording.original_suits_player;
  return files.find((file) => file.recording_id === recording.id && file.role === (suits === 1 ? "original" : "rendition"));
}
