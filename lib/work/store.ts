import "server-only";
import type { Queryable } from "@/lib/database/database";
import type { WorkTable } from "@/lib/database/tables";

/** A piece of work that this process holds. */
export interface ClaimedWork {
  readonly kind: string;
  readonly subjectId: string;
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

/**
 * Claims the work of `kind` that has been due the longest, for `leaseMs`. A row is free when it has no lease, when the
 * lease ran out, or when it is held by an earlier life of this only process.
 */
export async function claimWork(
  db: Queryable,
  { kind, holder, now, leaseMs }: { kind: string; holder: string; now: number; leaseMs: number },
): Promise<ClaimedWork | undefined> {
  const due = db
    .selectFrom("work")
    .select("subject_id")
    .where("kind", "=", kind)
    .where("run_at", "<=", now)
    .where((eb) => eb.or([eb("lease_holder", "is", null), eb("lease_holder", "!=", holder), eb("lease_until", "<=", now)]))
    .orderBy("run_at")
    .limit(1);
  const row = await db
    .updateTable("work")
    .set((eb) => ({ lease_holder: holder, lease_until: now + leaseMs, attempts: eb("attempts", "+", 1) }))
    .where("kind", "=", kind)
    .where("subject_id", "in", due)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toClaimed(row);
}

/** Ends claimed work: the row goes, unless somebody asked again meanwhile, in which case it only becomes free. */
export async function finishWork(db: Queryable, work: ClaimedWork, holder: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom("work")
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", holder)
    .where("revision", "=", work.revision)
    .executeTakeFirst();
  if (numDeletedRows === 0n) await freeWork(db, work, holder);
}

/** Frees claimed work to run again at `runAt`, or at once when somebody asked again meanwhile. */
export async function postponeWork(
  db: Queryable,
  work: ClaimedWork,
  holder: string,
  { runAt, payload }: { runAt: number; payload?: string },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("work")
    .set({ run_at: runAt, lease_holder: null, lease_until: null, ...(payload === undefined ? {} : { payload }) })
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", holder)
    .where("revision", "=", work.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await freeWork(db, work, holder);
}

async function freeWork(db: Queryable, work: ClaimedWork, holder: string): Promise<void> {
  await db
    .updateTable("work")
    .set({ lease_holder: null, lease_until: null, attempts: 0 })
    .where("kind", "=", work.kind)
    .where("subject_id", "=", work.subjectId)
    .where("lease_holder", "=", holder)
    .execute();
}

/** When the next row of `kind` that nobody holds is due; undefined when there is none. */
export async function nextDueAt(db: Queryable, kind: string, holder: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("work")
    .select("run_at")
    .where("kind", "=", kind)
    .where((eb) => eb.or([eb("lease_holder", "is", null), eb("lease_holder", "!=", holder)]))
    .orderBy("run_at")
    .limit(1)
    .executeTakeFirst();
  return row?.run_at;
}

function toClaimed(row: WorkTable): ClaimedWork {
  return {
    kind: row.kind,
    subjectId: row.subject_id,
    attempts: row.attempts,
    revision: row.revision,
    payload: row.payload,
  };
}
