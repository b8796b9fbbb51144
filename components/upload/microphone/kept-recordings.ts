import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A microphone recording that this browser keeps until the server has all of it. */
export interface KeptRecording {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Its id on the server; null until an upload of it was begun. */
  readonly recordingId: string | null;
}

interface Schema extends DBSchema {
  recordings: { key: string; value: KeptRecording };
  /** By recording and running number. Bytes, because not every browser keeps a Blob. */
  chunks: { key: [keptId: string, index: number]; value: ArrayBuffer };
}

const open: { database: Promise<IDBPDatabase<Schema>> | undefined } = { database: undefined };

/** The browser's database. Rejects where the browser gives none, for example in some private windows. */
function database(): Promise<IDBPDatabase<Schema>> {
  open.database ??= openDB<Schema>("soundcheck", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("recordings", { keyPath: "id" });
      fresh.createObjectStore("chunks");
    },
    terminated() {
      open.database = undefined;
    },
  }).catch((error: unknown) => {
    open.database = undefined;
    throw error;
  });
  return open.database;
}

/** Keeps one more piece of a recording, and how long it is with it. Resolves when it is on the disk. */
export async function keepChunk(kept: KeptRecording, index: number, bytes: ArrayBuffer): Promise<void> {
  const transaction = (await database()).transaction(["recordings", "chunks"], "readwrite");
  await Promise.all([transaction.objectStore("recordings").put(kept), transaction.objectStore("chunks").put(bytes, [kept.id, index]), transaction.done]);
}

/** Remembers what the server calls a kept recording. */
export async function noteServerId(keptId: string, recordingId: string): Promise<void> {
  const transaction = (await database()).transaction("recordings", "readwrite");
  const kept = await transaction.store.get(keptId);
  if (kept !== undefined) await transaction.store.put({ ...kept, recordingId });
  await transaction.done;
}

/** All kept recordings, newest first. */
export async function listKept(): Promise<KeptRecording[]> {
  const all = await (await database()).getAll("recordings");
  return all.toSorted((left, right) => right.startedAt - left.startedAt);
}

/** A kept recording as a file. Its time of change is when it was begun, so that an interrupted upload of it is known again. */
export async function readKept(kept: KeptRecording): Promise<File> {
  const chunks = await (await database()).getAll("chunks", piecesOf(kept.id));
  return new File(chunks, kept.name, { type: kept.type, lastModified: kept.startedAt });
}

/** Deletes a kept recording from this browser. */
export async function deleteKept(keptId: string): Promise<void> {
  const transaction = (await database()).transaction(["recordings", "chunks"], "readwrite");
  await Promise.all([transaction.objectStore("recordings").delete(keptId), transaction.objectStore("chunks").delete(piecesOf(keptId)), transaction.done]);
}

function piecesOf(keptId: string): IDBKeyRange {
  return IDBKeyRange.bound([keptId, 0], [keptId, Number.MAX_SAFE_INTEGER]);
}
