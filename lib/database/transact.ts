import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { sql, type Transaction } from "kysely";
import { database, isShared } from "@/lib/database/database";
import type { Tables } from "@/lib/database/tables";
import { isUndoneByOthers } from "@/lib/http/storage-problem";

type Work<Result> = (transaction: Transaction<Tables>) => Promise<Result>;

const TRIES = 5;
const LONGEST_PAUSE_MS = 50;

/**
 * What must not be decided side by side, because each decision reads what the others write: `holdings` is what there is room for and what
 * one may take on, `sending` the vendor's rate.
 */
type Turn = "holdings" | "sending" | `candidates ${string}` | `upload ${string}`;

/**
 * Does `work` in a transaction of its own; everything in it is committed, or nothing. On SQLite transactions come one after another; on
 * PostgreSQL they run side by side (READ COMMITTED), so that one which decides by what it reads takes a turn
 * (`transactInTurn`), or changes rows only under a condition, or locks what it read. What PostgreSQL undid because of others is done again: `work` must do nothing but read and write.
 */
export async function transact<Result>(work: Work<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database().transaction().execute(work);
    } catch (error) {
      if (!isUndoneByOthers(error) || tries === TRIES) throw error;
      await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/** The same, while no other transaction that takes this turn runs in whatever process: it sees what those before it wrote. */
export function transactInTurn<Result>(turn: Turn, work: Work<Result>): Promise<Result> {
  return transact(async (transaction) => {
    await takeTurn(transaction, turn);
    return work(transaction);
  });
}

/** For a query of rows that are to be there, as they are, until the transaction ends (`keep`), or that are about to go (`change`). */
export function locking(how: "keep" | "change") {
  return <Query extends { forUpdate(): Query; forKeyShare(): Query }>(query: Query): Query => {
    if (!isShared()) return query;
    return how === "keep" ? query.forKeyShare() : query.forUpdate();
  };
}

/** For a query of rows that are about to be changed: those that another transaction has locked are left out. */
export function lockingUnlocked<Query extends { forUpdate(): Query; skipLocked(): Query }>(query: Query): Query {
  return isShared() ? query.forUpdate().skipLocked() : query;
}

/** Waits until no other transaction, in whatever process, has this turn, and has it until this one ends. */
export async function takeTurn(transaction: Transaction<Tables>, turn: Turn): Promise<void> {
  if (isShared()) await sql`select pg_advisory_xact_lock(hashtextextended(${`soundcheck ${turn}`}, 0))`.execute(transaction);
}
