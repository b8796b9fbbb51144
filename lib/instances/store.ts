import "server-only";
import { type ExpressionBuilder, expressionBuilder, sql } from "kysely";
import { databaseClock } from "@/lib/database/clock";
import { isShared, type Queryable } from "@/lib/database/database";
import type { Tables } from "@/lib/database/tables";

/** An instance that has not been seen for so long is dead: what it held is free. */
export const DEAD_AFTER_MS = 15_000;

/** Notes that this instance is there. Says whether it was still taken for alive. */
export async function noteSeen(db: Queryable, boot: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("instance").set({ seen_at: databaseClock() }).where("boot", "=", boot).where(isAlive).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes this instance known. */
export async function insertInstance(db: Queryable, boot: string): Promise<void> {
  await db.insertInto("instance").values({ boot, seen_at: databaseClock() }).execute();
}

/** Takes an instance out: what it held is free. */
export async function deleteInstance(db: Queryable, boot: string): Promise<void> {
  await db.deleteFrom("instance").where("boot", "=", boot).execute();
}

/**
 * Takes out those that are dead, or all where this process is the only one; and those that were seen in a time to come: the database's
 * clock was set back, and who lives says so anew. Gives how many they were.
 */
export async function deleteDead(db: Queryable): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("instance")
    .where((eb) => (isShared() ? eb.or([eb.not(isAlive(eb)), eb("seen_at", ">", soon())]) : eb.lit(true)))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/**
 * The boots of the instances that live, by the database's clock. The only process on a SQLite database lives as long as it is there,
 * whatever the clock says.
 */
export function livingBoots() {
  const known = expressionBuilder<Tables>().selectFrom("instance").select("instance.boot");
  return known.where(isAlive);
}

function isAlive(eb: ExpressionBuilder<Tables, "instance">) {
  return isShared() ? eb("instance.seen_at", ">", deadline()) : eb.lit(true);
}

function soon() {
  return sql<number>`${databaseClock()} + ${sql.lit(DEAD_AFTER_MS)}`;
}

function deadline() {
  return sql<number>`${databaseClock()} - ${sql.lit(DEAD_AFTER_MS)}`;
}
