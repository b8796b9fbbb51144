import "server-only";
import { type ExpressionBuilder, sql } from "kysely";
import { nanoid } from "nanoid";
import type { Queryable } from "@/lib/database/database";
import type { Tables, WorkTable } from "@/lib/database/tables";
import { lockingUnlocked } from "@/lib/database/transact";
import { livingBoots } from "@/lib/instances/store";

/** A piece of work that this process holds. */
export interface ClaimedWork {
  readonly kind: string;
  readonly subjectId: string;
  /** Of this claim alone: what is left of an earlier claim's run can no longer end or postpone the work. */
  readonly lease: string;
  /** When it was due (Unix ms). */
  readonly runAt: number;
  readonly attempts: number;
  readonly revision: number;
  readonly payload: string | null;
}

/**
 * Asks for work of `kind` on `subjectId` at `runAt`. There is one row for each pair: asking again brings it forward,
 * and if it is running now, makes it run once more afterwards.
 */
export async function enqueueWork(
  db: Queryable,
  work: { kind: string; subjectId: string; runAt: number; payload?: string },
): Promise<void> {
  const payload = work.payload ?? null;
  await db
    .insertInto("work")
    .values({
      kind: work.kind,
      subject_id: work.subjectId,
      run_at: work.runAt,
      attempts: 0,
      revision: 1,
      payload,
      lease_holder: null,
      lease_until: null,
      created_at: work.runAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["kind", "subject_id"]).doUpdateSet((eb) => ({
        run_at: eb.case().when("work.run_at", "<", work.runAt).then(eb.ref("work.run_at")).else(work.runAt).end(),
        revision: eb("work.revision", "+", 1),
        payload: payload ?? eb.ref("work.payload"),
      })),
    )
    .execute();
}

/** What can be claimed: what nobody holds, and what is held by an instance that lives no more. */
export const isFree = (eb: ExpressionBuilder<Tables, "work">) =>
  eb.or([
    eb("work.lease_holder", "is", null),
    eb.not(eb.exists(livingBoots().where(sql<boolean>`${sql.ref("work.lease_holder")} like instance.boot || '/%'`))),
  ]);

/**
 * Claims the work of `kind` that has been due the longest, or that of one subject if it is due. A lease belongs to a life of an
 * instance and not to the clock: it lasts until its run ends or is given up, and ends with the instance.
 */
export async function claimWork(
  db: Queryable,
  { kind, boot, now, leaseMs, subjectId }: { kind: string; boot: string; now: number; leaseMs: number; subjectId?: string },
): Promise<ClaimedWork | undefined> {
  let due = db.selectFrom("work").select("subject_id").where("kind", "=", kind).where("run_at", "<=", now).where(isFree);
  if (subjectId !== undefined) due = due.where("subject_id", "=", subjectId);
  const lease = `${boot}/${nanoid()}`;
  const row = await db
    .updateTable("work")
    .set((eb) => ({ lease_holder: lease, lease_until: now + leaseMs, attempts: eb("attempts", "+", 1) }))
    .where("kind", "=", kind)
    .where("subject_id", "=", due.orderBy("run_at").limit(1).$call(lockingUnlocked))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toClaimed(row, lease);
}

/** Ends claimed work: the row goes, unless somebody asked again meanwhile, in which case it only becomes free. */
export async function finishWork(db: Queryable, work: ClaimedWork): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom("work")
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", work.lease)
    .where("revision", "=", work.revision)
    .executeTakeFirst();
  if (numDeletedRows === 0n) await freeWork(db, work);
}

/** Frees claimed work to run again at `runAt`, or at once when somebody asked again meanwhile. */
export async function postponeWork(db: Queryable, work: ClaimedWork, { runAt, payload }: { runAt: number; payload?: string }): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("work")
    .set({ run_at: runAt, lease_holder: null, lease_until: null, ...(payload === undefined ? {} : { payload }) })
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", work.lease)
    .where("revision", "=", work.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await freeWork(db, work);
}

async function freeWork(db: Queryable, work: ClaimedWork): Promise<void> {
  await db
    .updateTable("work")
    .set({ lease_holder: null, lease_until: null, attempts: 0 })
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", work.lease)
    .execute();
}

/** What the work of `kind` on `subjectId` was asked for with; null when there is none. */
export async function readPayload(db: Queryable, kind: string, subjectId: string): Promise<string | null> {
  const row = await db.selectFrom("work").select("payload").where("kind", "=", kind).where("subject_id", "=", subjectId).executeTakeFirst();
  return row?.payload ?? null;
}

/** When the next row of `kind` that nobody holds is due; undefined when there is none. */
export async function nextDueAt(db: Queryable, kind: string): Promise<number | undefined> {
  const row = await db.selectFrom("work").select("run_at").where("kind", "=", kind).where(isFree).orderBy("run_at").limit(1).executeTakeFirst();
  return row?.run_at;
}

/** Has all work run now that would wait: its times were given by a clock that has been changed since. Running early does no harm. */
export async function bringForward(db: Queryable, now: number): Promise<void> {
  await db.updateTable("work").set({ run_at: now }).where("run_at", ">", now).execute();
}

function toClaimed(row: WorkTable, lease: string): ClaimedWork {
  return {
    kind: row.kind,
    subjectId: row.subject_id,
    lease,
    runAt: row.run_at,
    attempts: row.attempts,
    revision: row.revision,
    payload: row.payload,
  };
}
