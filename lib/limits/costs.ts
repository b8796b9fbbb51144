import "server-only";
import { databaseNow } from "@/lib/database/clock";
import type { Queryable } from "@/lib/database/database";
import { env } from "@/lib/env";
import { AppError, TooMuchError } from "@/lib/http/app-error";
import { clientAddress } from "@/lib/http/request-facts";
import { addressKey } from "@/lib/limits/address-key";
import { addPoints, type Rate } from "@/lib/limits/rate-counters";
import { waitInWords } from "@/lib/limits/wait-in-words";

const HOUR_MS = 60 * 60 * 1000;
/** People behind one address share it: an address has as much as so many owners. Who throws the cookie away gets no more than that. */
const OWNERS_PER_ADDRESS = 4;

/**
 * Counts tasks that an owner takes on, for the owner and for the address that asks. Called in the transaction that inserts them: what is
 * refused is not counted. Throws `too_many_tasks` (429), which says when to try again.
 */
export async function countTasks(transaction: Queryable, ownerId: string, count: number): Promise<void> {
  const now = databaseNow();
  for (const { per, ...rate } of taskRates(ownerId, clientAddress())) {
    const { points, waitMs } = await addPoints(transaction, rate, count, now);
    if (points <= rate.points) continue;
    const most = rate.windowMs === HOUR_MS ? "an hour" : "a day";
    const message = `${rate.points} tasks in ${most} are the limit here for one ${per}. Nothing was sent; try again in ${waitInWords(waitMs)}.`;
    throw new TooMuchError({ code: "too_many_tasks", message }, waitMs);
  }
}

function taskRates(ownerId: string, address: string | undefined): (Rate & { readonly per: string })[] {
  const { tasksPerHour, tasksPerDay } = env();
  const windows = [
    { name: "hour", limit: tasksPerHour, windowMs: HOUR_MS },
    { name: "day", limit: tasksPerDay, windowMs: 24 * HOUR_MS },
  ];
  return windows.flatMap(({ name, limit, windowMs }) => {
    if (limit === null) return [];
    const ofOwner = { id: `tasks ${name} owner ${ownerId}`, points: limit, windowMs, per: "visitor" };
    if (address === undefined) return [ofOwner];
    return [ofOwner, { id: `tasks ${name} address ${addressKey(address)}`, points: limit * OWNERS_PER_ADDRESS, windowMs, per: "network address" }];
  });
}

/** How a recording that is announced now is marked, for `requireUploadSlot`. */
export function announcingAddress(): string | null {
  const address = clientAddress();
  return address === undefined ? null : addressKey(address);
}

/**
 * Throws `too_many_uploads` (429) when an owner, or the address that asks, has more recordings on their way than one may have. Called in
 * the transaction that inserts one, after the insert.
 */
export async function requireUploadSlot(transaction: Queryable, ownerId: string): Promise<void> {
  const { uploadsAtOnce: limit } = env();
  if (limit === null) return;
  const arriving = transaction.selectFrom("recording").select((eb) => eb.fn.countAll<number | string>().as("count")).where("state", "=", "arriving");
  const ofOwner = Number((await arriving.where("owner_id", "=", ownerId).executeTakeFirstOrThrow()).count);
  const address = announcingAddress();
  const ofAddress = address === null ? 0 : Number((await arriving.where("address_hash", "=", address).executeTakeFirstOrThrow()).count);
  if (ofOwner <= limit && ofAddress <= limit * OWNERS_PER_ADDRESS) return;
  const [most, per] = ofOwner > limit ? [limit, "visitor"] : [limit * OWNERS_PER_ADDRESS, "network address"];
  throw new AppError(429, {
    code: "too_many_uploads",
    message: `${most} recordings on their way at once are the limit here for one ${per}. Try again when one has arrived, or cancel one.`,
  });
}

/**
 * Throws `owner_storage_full` (507) when an owner keeps more than one may, with what is arriving counted as declared. Gives the bytes that
 * are left. Called like `requireUploadSlot`.
 */
export async function requireOwnerRoom(db: Queryable, ownerId: string): Promise<number> {
  const { ownerLimitBytes: limitBytes } = env();
  if (limitBytes === null) return Number.POSITIVE_INFINITY;
  const left = limitBytes - (await readOwnerBytes(db, ownerId));
  if (left >= 0) return left;
  throw new AppError(507, {
    code: "owner_storage_full",
    message: `There is no room for this: what you keep here has reached the limit of ${inGigabytes(limitBytes)} for one visitor. Delete something from the history, then try again.`,
  });
}

async function readOwnerBytes(db: Queryable, ownerId: string): Promise<number> {
  const results = await db
    .selectFrom("file")
    .innerJoin("task", "task.id", "file.task_id")
    .select((eb) => eb.fn.sum<number | string | null>("file.size_bytes").as("bytes"))
    .where("task.owner_id", "=", ownerId)
    .executeTakeFirstOrThrow();
  const recordings = await db
    .selectFrom("recording_file")
    .innerJoin("recording", "recording.id", "recording_file.recording_id")
    .select((eb) => eb.fn.sum<number | string | null>("recording_file.size_bytes").as("bytes"))
    .where("recording.owner_id", "=", ownerId)
    .executeTakeFirstOrThrow();
  const passages = await db
    .selectFrom("share_file")
    .innerJoin("share", "share.id", "share_file.share_id")
    .select((eb) => eb.fn.sum<number | string | null>("share_file.size_bytes").as("bytes"))
    .where("share.owner_id", "=", ownerId)
    .executeTakeFirstOrThrow();
  const arriving = await db
    .selectFrom("recording")
    .select((eb) => eb.fn.sum<number | string | null>("size_bytes").as("bytes"))
    .where("owner_id", "=", ownerId)
    .where("state", "in", ["arriving", "preparing"])
    .executeTakeFirstOrThrow();
  return [results, recordings, passages, arriving].reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0);
}

function inGigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(3))} GB`;
}
