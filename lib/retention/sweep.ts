import "server-only";
import { rm } from "node:fs/promises";
import path from "node:path";
import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { findRecording, recordingFilesOf } from "@/lib/recordings/store";
import { shareFileKeysOf } from "@/lib/shares/store";
import { arrivals } from "@/lib/storage/arrivals";
import { entriesOf } from "@/lib/storage/directory-entries";
import { scratchDirectory } from "@/lib/storage/scratch";
import { storage } from "@/lib/storage/storage";
import { isUnfinished } from "@/lib/tasks/states";
import { filesOf, findTask } from "@/lib/tasks/store";

/** Longer than anything takes to be made (the longest lease is twelve hours), so that what is being made is never meant. */
const UNNAMED_AFTER_MS = 24 * 60 * 60 * 1000;

/** What the rows say of a folder: which of its files they name, or that its files are just being made. */
type Named = ReadonlySet<string> | "being made" | "no row";

/**
 * Removes what no row names and what has not changed for a day: files whose rows were deleted before a crash, copies that an
 * interrupted work left, uploads without a recording, old scratch. What a row needs is safe, in whatever order its writer works:
 *
 * - tasks and recordings: the row comes first, its files while it is on its way, their names with its end. A folder without
 *   a row was deleted (ids do not come back); in the folder of one at rest, what is not named by now never will be.
 * - uploads, the local engine's files, and those of shares, which lie in their task's folder: the file comes first, its row within the
 *   same request: hence the day.
 *
 * Each is looked at once more right before it goes.
 */
export async function sweep(now: number): Promise<void> {
  const before = now - UNNAMED_AFTER_MS;
  let removed = await sweepFolders("tasks", before, namedByTask);
  removed += await sweepFolders("recordings", before, namedByRecording);
  removed += await sweepLocalEngine(before);
  removed += await arrivals().sweep(before, isAwaited);
  removed += await sweepScratch(before);
  if (removed > 0) log.info({ removed }, "swept what no row named");
}

/**
 * Removes what arrived for no recording when the last life of the process was killed, before anything can arrive: nobody else writes
 * into its folder, so that it need not be a day old. A bucket has others who do.
 */
export async function clearArrivals(): Promise<void> {
  if (env().s3 === undefined) await arrivals().sweep(Number.POSITIVE_INFINITY, isAwaited);
}

async function sweepFolders(area: string, before: number, namedBy: (id: string) => Promise<Named>): Promise<number> {
  let removed = 0;
  for await (const { key: folder, isFolder, changedAt } of storage().entries(area)) {
    const id = folder.slice(area.length + 1);
    if (!isFolder || changedAt >= before) continue;
    if ((await namedBy(id)) === "no row") {
      await storage().removeFolder(folder);
      removed += 1;
      continue;
    }
    for await (const file of storage().entries(folder)) {
      if (file.changedAt >= before) continue;
      const named = await namedBy(id);
      if (named === "being made" || (named !== "no row" && named.has(file.key))) continue;
      await storage().remove(file.key);
      removed += 1;
    }
  }
  return removed;
}

async function namedByTask(taskId: string): Promise<Named> {
  const task = await findTask(database(), taskId);
  if (task === undefined) return "no row";
  if (isUnfinished(task.state)) return "being made";
  const own = (await filesOf(database(), [taskId])).map((file) => file.storage_key);
  return new Set([...own, ...(await shareFileKeysOf(database(), taskId))]);
}

async function namedByRecording(recordingId: string): Promise<Named> {
  const recording = await findRecording(database(), recordingId);
  if (recording === undefined) return "no row";
  if (recording.state === "arriving" || recording.state === "preparing") return "being made";
  return new Set((await recordingFilesOf(database(), [recordingId])).map((file) => file.storage_key));
}

async function sweepLocalEngine(before: number): Promise<number> {
  let removed = 0;
  for await (const { key, changedAt } of storage().entries("local-engine")) {
    if (changedAt >= before) continue;
    const id = path.parse(key).name;
    const row = await database().selectFrom("local_engine_file").select("id").where("id", "=", id).executeTakeFirst();
    if (row !== undefined) continue;
    await storage().remove(key);
    removed += 1;
  }
  return removed;
}

async function isAwaited(recordingId: string): Promise<boolean> {
  const recording = await findRecording(database(), recordingId);
  return recording?.state === "arriving" || recording?.state === "preparing";
}

async function sweepScratch(before: number): Promise<number> {
  let removed = 0;
  for await (const { name, changedAt } of entriesOf(scratchDirectory())) {
    if (changedAt >= before) continue;
    await rm(path.join(/* turbopackIgnore: true */ scratchDirectory(), name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
