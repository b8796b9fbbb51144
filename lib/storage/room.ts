import "server-only";
import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import { database, type Queryable } from "@/lib/database/database";
import type { TaskTable } from "@/lib/database/tables";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { arrivals } from "@/lib/storage/arrivals";

/** What a task that is on its way is counted with: about a minute of speech. */
const RESULT_BYTES = 1_000_000;
const ON_THEIR_WAY: readonly TaskTable["state"][] = ["pending", "submitting", "waiting", "queuing", "generating", "keeping"];

/** What the disk has. */
export interface Disk {
  readonly freeBytes: number;
  /** What has come of the uploads that are still arriving; null when neither they nor what is kept lie on it, but in a bucket. */
  readonly arrivedBytes: number | null;
}

/** What was taken on, and what there is for it, in bytes. */
export interface Holdings {
  /** What is here for good: results, recordings, the local engine's files. */
  readonly keptBytes: number;
  /** The declared sizes of the uploads that are still arriving. */
  readonly announcedBytes: number;
  /** What the tasks that are on their way will make. */
  readonly expectedBytes: number;
  readonly disk: Disk;
  readonly limitBytes: number | undefined;
  readonly minFreeBytes: number;
}

/** How many bytes may still be taken on under the limit, and on the disk above its floor; below zero when it is too much already. */
export function roomLeft({ keptBytes, announcedBytes, expectedBytes, disk, limitBytes, minFreeBytes }: Holdings): { underLimit: number; onDisk: number } {
  const toCome = disk.arrivedBytes === null ? 0 : Math.max(0, announcedBytes - disk.arrivedBytes) + expectedBytes;
  return {
    underLimit: limitBytes === undefined ? Number.POSITIVE_INFINITY : limitBytes - keptBytes - announcedBytes - expectedBytes,
    onDisk: disk.freeBytes - minFreeBytes - toCome,
  };
}

/** Measures the disk, for `requireRoom`. To be called before the transaction, which nothing slow should hold up. */
export async function readDisk(): Promise<Disk> {
  const { bavail, bsize } = await statfs(env().dataDir);
  const freeBytes = bavail * bsize;
  if (env().s3 !== undefined) return { freeBytes, arrivedBytes: null };
  const arriving = await database().selectFrom("recording").select(["id", "size_bytes"]).where("state", "=", "arriving").where("size_bytes", "is not", null).execute();
  const arrived = await Promise.all(arriving.map(async ({ id, size_bytes: size }) => Math.min((await arrivals().receivedBytes(id)) ?? 0, size ?? 0)));
  return { freeBytes, arrivedBytes: arrived.reduce((sum, bytes) => sum + bytes, 0) };
}

/**
 * Throws `storage_full` or `disk_low` (507) when what has been taken on by now does not fit. Called inside the transaction that
 * inserts an upload or a task, after the insert: what is taken on at the same time counts for each other, and what does not
 * fit leaves no trace. Gives the bytes that are left.
 */
export async function requireRoom(transaction: Queryable, disk: Disk): Promise<number> {
  const { storageLimitBytes: limitBytes, minFreeBytes } = env();
  const keptBytes = limitBytes === undefined ? 0 : await readKeptBytes(transaction);
  const left = roomLeft({ keptBytes, ...(await readToCome(transaction)), disk, limitBytes, minFreeBytes });
  if (left.underLimit < 0) {
    throw new AppError(507, {
      code: "storage_full",
      message: "There is no room for this: what is kept here has reached the limit that is set for it. Delete something from the history, or ask whoever runs this app.",
    });
  }
  if (left.onDisk < 0) {
    throw new AppError(507, {
      code: "disk_low",
      message: "There is no room for this: the disk of this server is nearly full. Delete something from the history, or ask whoever runs this app.",
    });
  }
  return Math.min(left.underLimit, left.onDisk);
}

async function readKeptBytes(db: Queryable): Promise<number> {
  const { rows } = await sql<{ bytes: number | string | null }>`
    select sum(bytes) as bytes from (
      select sum(size_bytes) as bytes from file
      union all select sum(size_bytes) from recording_file
      union all select sum(size_bytes) from share_file
      union all select sum(size_bytes) from local_engine_file
      union all select sum(size_bytes) from recording where state = 'preparing'
    ) as parts`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}

async function readToCome(db: Queryable): Promise<{ announcedBytes: number; expectedBytes: number }> {
  const announced = await db
    .selectFrom("recording")
    .select((eb) => eb.fn.sum<number | string | null>("size_bytes").as("bytes"))
    .where("state", "=", "arriving")
    .executeTakeFirstOrThrow();
  const onTheirWay = await db
    .selectFrom("task")
    .select((eb) => eb.fn.countAll<number | string>().as("count"))
    .where("state", "in", [...ON_THEIR_WAY])
    .executeTakeFirstOrThrow();
  return { announcedBytes: Number(announced.bytes ?? 0), expectedBytes: Number(onTheirWay.count) * RESULT_BYTES };
}
