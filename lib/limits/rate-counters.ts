import "server-only";
import { sql } from "kysely";
import type { Queryable } from "@/lib/database/database";

/** So many points in a window of time, counted under one name. */
export interface Rate {
  readonly id: string;
  readonly points: number;
  readonly windowMs: number;
}

/** Where a count stands. */
export interface Count {
  readonly points: number;
  /** How long until it begins from nought. */
  readonly waitMs: number;
}

/**
 * Adds points to a count and gives where it stands then, in one statement, so that all who count at once, in whatever process, count
 * each other. A window begins with its first point. One that ends later than its length allows was made under another clock, and ends.
 */
export async function addPoints(db: Queryable, { id, windowMs }: Pick<Rate, "id" | "windowMs">, points: number, now: number): Promise<Count> {
  const endsAt = now + windowMs;
  const { rows } = await sql<{ points: number | string; ends_at: number | string }>`
    insert into rate_counter (id, points, ends_at) values (${id}, ${points}, ${endsAt})
    on conflict (id) do update set
      points = case when rate_counter.ends_at <= ${now} or rate_counter.ends_at > ${endsAt} then excluded.points else rate_counter.points + excluded.points end,
      ends_at = case when rate_counter.ends_at <= ${now} or rate_counter.ends_at > ${endsAt} then excluded.ends_at else rate_counter.ends_at end
    returning points, ends_at`.execute(db);
  const [row] = rows;
  return { points: Number(row?.points ?? points), waitMs: Number(row?.ends_at ?? endsAt) - now };
}

/** Takes a point back from counts that it was added to; none falls below nought. */
export async function takeBack(db: Queryable, ids: readonly string[]): Promise<void> {
  await db
    .updateTable("rate_counter")
    .set(({ eb }) => ({ points: eb("points", "-", 1) }))
    .where("id", "in", [...ids])
    .where("points", ">", 0)
    .execute();
}

/** Forgets the counts whose windows have ended. */
export async function forgetEnded(db: Queryable, now: number): Promise<void> {
  await db.deleteFrom("rate_counter").where("ends_at", "<=", now).execute();
}
