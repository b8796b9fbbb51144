import "server-only";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { copyFile } from "@/lib/backup/copy-file";
import { LiveDatabase, type NamedFile, type OpenUpload, Snapshot } from "@/lib/backup/snapshot";

const DATABASE = "soundcheck.sqlite";
/** What else makes a data directory this instance's. */
const SECRETS = ["instance-secret", "local-engine-token"];
const COPIES_AT_ONCE = 8;

/** A backup cannot be made; the message says why and what to do. */
export class BackupError extends Error {}

/** What a backup holds. */
export interface BackupReport {
  readonly tasks: number;
  readonly recordings: number;
  readonly files: number;
  readonly uploads: number;
  readonly bytes: number;
  /** Tasks that were about to be sent, and are unconfirmed in the copy. */
  readonly heldBack: number;
  /** Files that are missing or not what their rows say, in the data directory itself. */
  readonly damaged: readonly string[];
}

/**
 * Copies a data directory, also while an app works with it, into a new folder that is a data directory itself: the database at one
 * moment, and every file that it names, each checked by its hash. It is written beside `target` and renamed when it is
 * whole. Throws `BackupError`, and what the disk says; then nothing is left.
 */
export async function backUp(dataDir: string, target: string, signal: AbortSignal): Promise<BackupReport> {
  await requireUsable(dataDir, target);
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.partial-`);
  try {
    const report = await copyInto(folder, dataDir, signal);
    await rename(folder, target);
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireUsable(dataDir: string, target: string): Promise<void> {
  if (!existsSync(path.join(dataDir, DATABASE))) throw new BackupError(`DATA_DIR: ${dataDir} holds no database. Set DATA_DIR to the folder that the app uses.`);
  if (`${target}${path.sep}`.startsWith(`${dataDir}${path.sep}`)) throw new BackupError(`${target} is inside the data directory. Choose a folder outside of it.`);
  const entries = await entriesOf(target);
  if (entries.length > 0) throw new BackupError(`${target} is not empty. Choose a folder that does not exist yet.`);
}

async function entriesOf(target: string): Promise<string[]> {
  try {
    return await readdir(target);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new BackupError(`${target} cannot be used (${message}). Choose another folder.`);
  }
}

async function copyInto(folder: string, dataDir: string, signal: AbortSignal): Promise<BackupReport> {
  const live = new LiveDatabase(path.join(dataDir, DATABASE));
  try {
    await live.copyTo(path.join(folder, DATABASE));
    const snapshot = new Snapshot(path.join(folder, DATABASE));
    try {
      const heldBack = snapshot.holdBackUnsent(Date.now());
      const damaged: NamedFile[] = [];
      await each(snapshot.files(), signal, async (file) => {
        const key = path.join("files", file.storageKey);
        const copied = await copyFile(path.join(dataDir, key), path.join(folder, key));
        if (copied?.sha256 !== file.sha256) damaged.push(file);
      });
      await each(snapshot.openUploads(), signal, (upload) => copyUpload(folder, dataDir, upload));
      for (const name of SECRETS) await copyFile(path.join(dataDir, name), path.join(folder, name));

      // What was deleted meanwhile took its files with it: its rows go too, and so no row is without its file.
      const forgotten = snapshot.forget(live);
      for (const key of forgotten.storageKeys) await rm(path.join(folder, "files", key), { force: true });
      for (const id of forgotten.recordingIds) await rm(path.join(folder, "uploads", id), { force: true });
      const counts = { tasks: snapshot.count("task"), recordings: snapshot.count("recording") };
      snapshot.finish();
      return { ...counts, ...(await measure(folder)), heldBack, damaged: damaged.map(({ storageKey }) => storageKey).filter((key) => !forgotten.storageKeys.has(key)) };
    } finally {
      snapshot.close();
    }
  } finally {
    live.close();
  }
}

/** What has come of a recording. It moves from the folder of uploads to the storage, never back: looked for in this order, it is found. */
async function copyUpload(folder: string, dataDir: string, { id }: OpenUpload): Promise<void> {
  const target = path.join(folder, "uploads", id);
  const copied = await copyFile(path.join(dataDir, "uploads", id), target);
  if (copied === undefined) await copyFile(path.join(dataDir, "files/recordings", id, "original"), target);
}

async function each<Item>(items: readonly Item[], signal: AbortSignal, work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      signal.throwIfAborted();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, worker));
}

async function measure(folder: string): Promise<Pick<BackupReport, "files" | "uploads" | "bytes">> {
  let [files, uploads, bytes] = [0, 0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const area = path.relative(folder, entry.parentPath).split(path.sep)[0];
    if (area === "files") files += 1;
    if (area === "uploads") uploads += 1;
    bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return { files, uploads, bytes };
}
