import "server-only";
import type { ExpressionBuilder } from "kysely";
import { databaseNow } from "@/lib/database/clock";
import { database, type Queryable } from "@/lib/database/database";
import type { Tables } from "@/lib/database/tables";
import { engine, RATE_WINDOW_MS } from "@/lib/tasks/engine";
import { inTurn, type OwnersLine, placeOf } from "@/lib/tasks/fair-order";
import { countSubmitted } from "@/lib/tasks/list-store";
import { SUBMIT_WORK } from "@/lib/tasks/transitions";
import { isFree } from "@/lib/work/store";

/** A little after a place in the vendor's window is free. */
const MARGIN_MS = 50;

/** What instances may differ in what they take for now. */
const SAME_TIME_MS = 1_000;

/** The name of the row that says until when nothing is sent, by whatever instance. */
const HOLD = "sending on hold";

/** Sends nothing to the vendor before `until` (Unix ms), because it said that it has too much to do. */
export async function holdSending(until: number): Promise<void> {
  await database()
    .insertInto("rate_counter")
    .values({ id: HOLD, points: 0, ends_at: until })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ ends_at: until }))
    .execute();
}

/** Before when (Unix ms) no task may be sent, so that the vendor's rate is kept; a time that is over when one may. */
export async function sendingOpensAt(db: Queryable = database()): Promise<number> {
  const now = databaseNow();
  // A hold outlives no window: after a jump of the clock it could otherwise last for hours.
  const hold = await db.selectFrom("rate_counter").select("ends_at").where("id", "=", HOLD).executeTakeFirst();
  const heldUntil = hold === undefined || hold.ends_at - now > RATE_WINDOW_MS ? 0 : hold.ends_at;
  const { tasksPerWindow } = engine();
  if (tasksPerWindow === Number.POSITIVE_INFINITY) return heldUntil;
  const recent = await countSubmitted(db, now - RATE_WINDOW_MS, now + SAME_TIME_MS);
  const free = recent.count < tasksPerWindow ? 0 : (recent.oldest ?? now) + RATE_WINDOW_MS + MARGIN_MS;
  return Math.max(heldUntil, free);
}

const lastSentAt = (eb: ExpressionBuilder<Tables, "task">) =>
  eb
    .selectFrom("task as sent")
    .select((sent) => sent.fn.max<number | string | null>("sent.submitted_at").as("at"))
    .whereRef("sent.owner_id", "=", "task.owner_id");

/** The owners whose waiting tasks `query` selects, each with how many. */
async function linesOf(query: ReturnType<typeof waitingTasks>): Promise<OwnersLine[]> {
  const rows = await query
    .select((eb) => [
      "task.owner_id",
      eb.fn.countAll<number | string>().as("waiting"),
      eb.fn.min<number | string>("task.created_at").as("oldest_at"),
      lastSentAt(eb).as("last_sent_at"),
    ])
    .groupBy("task.owner_id")
    .execute();
  return rows.map((row) => ({
    ownerId: row.owner_id,
    waiting: Number(row.waiting),
    lastSentAt: row.last_sent_at === null ? null : Number(row.last_sent_at),
    oldestAt: Number(row.oldest_at),
  }));
}

/** Tasks that only wait to be sent: their recordings, if any, are ready. */
function waitingTasks(db: Queryable) {
  return db
    .selectFrom("task")
    .where("task.state", "=", "pending")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("recording").select("recording.id").whereRef("recording.id", "=", "task.recording_id").where("recording.state", "!=", "ready"),
        ),
      ),
    );
}

/** The place at which each of an owner's waiting tasks will be sent, by the task's id. */
export async function readPlaces(db: Queryable, ownerId: string): Promise<Map<string, number>> {
  const own = await waitingTasks(db).select("task.id").where("task.owner_id", "=", ownerId).orderBy("task.created_at").orderBy("task.id").execute();
  if (own.length === 0) return new Map();
  const lines = await linesOf(waitingTasks(db));
  return new Map(own.map(({ id }, index) => [id, placeOf(lines, ownerId, index + 1)]));
}

/** The task to be sent next, of those whose work is due: owners are served in turn, and each owner's tasks in their order. */
export async function nextToSend(now: number): Promise<string | undefined> {
  const db = database();
  // From the work that is due to its tasks, and not the other way round: of these there may be millions.
  const isDue = (eb: ExpressionBuilder<Tables, "task">) =>
    eb(
      "task.id",
      "in",
      eb.selectFrom("work").select("work.subject_id").where("work.kind", "=", SUBMIT_WORK).where("work.run_at", "<=", now).where(isFree),
    );
  const [first] = inTurn(await linesOf(db.selectFrom("task").where(isDue)));
  if (first === undefined) return undefined;
  const row = await db.selectFrom("task").select("id").where("owner_id", "=", first.ownerId).where(isDue).orderBy("created_at").orderBy("id").limit(1).executeTakeFirst();
  return row?.id;
}
