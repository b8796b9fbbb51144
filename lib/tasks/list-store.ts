import "server-only";
import { sql } from "kysely";
import type { Queryable } from "@/lib/database/database";
import { UNFINISHED_STATES } from "@/lib/tasks/states";
import { searchable, type TaskRow } from "@/lib/tasks/store";

/** What of an owner's tasks is listed. Samples never are. */
export interface TaskListing {
  readonly ownerId: string;
  readonly limit: number;
  readonly kind?: TaskRow["kind"];
  /** Words that must all be in what is searched. */
  readonly words?: readonly string[];
  readonly before?: { readonly createdAt: number; readonly id: string };
}

/** An owner's tasks, newest first. */
export async function listTasks(db: Queryable, { ownerId, limit, kind, words = [], before }: TaskListing): Promise<TaskRow[]> {
  let query = db.selectFrom("task").selectAll().where("owner_id", "=", ownerId).where("purpose", "=", "take");
  if (kind !== undefined) query = query.where("kind", "=", kind);
  for (const word of words) {
    const pattern = `%${searchable(word).replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where(sql<boolean>`(search_text like ${pattern} escape '\\' or title_search_text like ${pattern} escape '\\')`);
  }
  if (before !== undefined) {
    // The first condition says nothing new, but the index goes by it to where the page begins.
    query = query.where("created_at", "<=", before.createdAt).where((eb) =>
      eb.or([
        eb("created_at", "<", before.createdAt),
        eb.and([eb("created_at", "=", before.createdAt), eb("id", "<", before.id)]),
      ]),
    );
  }
  return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).execute();
}

/** What of a comparison is older than one of its takes, with all that was made meanwhile, newest first. */
export async function listRestOfComparison(
  db: Queryable,
  ownerId: string,
  comparisonId: string,
  from: Pick<TaskRow, "id" | "created_at">,
): Promise<TaskRow[]> {
  const oldest = db
    .selectFrom("task")
    .select((eb) => eb.fn.min("created_at").as("created_at"))
    .where("owner_id", "=", ownerId)
    .where("comparison_id", "=", comparisonId);
  return db
    .selectFrom("task")
    .selectAll()
    .where("owner_id", "=", ownerId)
    .where("purpose", "=", "take")
    .where("kind", "=", "speech")
    .where("created_at", ">=", oldest)
    .where((eb) =>
      eb.or([eb("created_at", "<", from.created_at), eb.and([eb("created_at", "=", from.created_at), eb("id", "<", from.id)])]),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** How many tasks were sent between `since` and `until`, for the vendor's rate. */
export async function countSubmitted(db: Queryable, since: number, until: number): Promise<{ count: number; oldest: number | null }> {
  const row = await db
    .selectFrom("task")
    .select((eb) => [
      eb.fn.countAll<number | string>().as("count"),
      eb.fn.min<number | string | null>("submitted_at").as("oldest"),
    ])
    .where("submitted_at", ">", since)
    .where("submitted_at", "<=", until)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), oldest: row.oldest === null ? null : Number(row.oldest) };
}

/** What one character has cost on this model, over this instance's last finished takes; undefined without any. */
export async function creditsPerCharacter(
  db: Queryable,
  model: string,
): Promise<{ credits: number; takes: number } | undefined> {
  const recent = db
    .selectFrom("task")
    .select(["credits_consumed", "character_count"])
    .where("engine", "=", "vendor")
    .where("model", "=", model)
    .where("state", "=", "success")
    .where("credits_consumed", "is not", null)
    .orderBy("completed_at", "desc")
    .limit(50)
    .as("recent");
  const row = await db
    .selectFrom(recent)
    .select([
      sql<number | string | null>`sum(recent.credits_consumed)`.as("credits"),
      sql<number | string | null>`sum(recent.character_count)`.as("characters"),
      sql<number | string>`count(*)`.as("takes"),
    ])
    .executeTakeFirstOrThrow();
  const takes = Number(row.takes);
  if (takes === 0 || row.credits === null || row.characters === null) return undefined;
  return { credits: Number(row.credits) / Number(row.characters), takes };
}

/** The pending tasks that use a recording. */
export async function listWaitingFor(db: Queryable, recordingId: string): Promise<TaskRow[]> {
  return db.selectFrom("task").selectAll().where("recording_id", "=", recordingId).where("state", "=", "pending").execute();
}

/** Unfinished tasks, oldest first, for taking up after a restart. */
export async function listUnfinished(db: Queryable): Promise<TaskRow[]> {
  return db
    .selectFrom("task")
    .selectAll()
    .where("state", "in", [...UNFINISHED_STATES])
    .orderBy("created_at")
    .execute();
}
