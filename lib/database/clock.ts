import "server-only";
import { type RawBuilder, sql } from "kysely";
import { isShared, type Queryable } from "@/lib/database/database";
import { processWide } from "@/lib/lifetime";

/** How far the database's clock is from the one of this process that only counts; unknown before it was measured. */
const measured = () => processWide<{ offsetMs: number | undefined }>("clock of the database", () => ({ offsetMs: undefined }));

/**
 * Now (Unix ms), by the clock that all who work on the database share: PostgreSQL's own, as last measured; for the only process on a
 * SQLite database its own. Every time that is stored, or compared with a stored one, is of this clock, so that instances whose clocks
 * differ agree.
 */
export function databaseNow(): number {
  const { offsetMs } = measured();
  return offsetMs === undefined ? Date.now() : Math.round(performance.now() + offsetMs);
}

/** The database's own clock (Unix ms) inside a query, where no measured one will do. */
export function databaseClock(): RawBuilder<number> {
  return isShared() ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint` : sql<number>`cast(${Date.now()} as bigint)`;
}

/** Measures the clock of a shared database, exact to half the time that its answer takes. */
export async function measureClock(db: Queryable): Promise<void> {
  if (!isShared()) return;
  const askedAt = performance.now();
  const { rows } = await sql<{ now: number }>`select ${databaseClock()} as now`.execute(db);
  const [row] = rows;
  if (row !== undefined) measured().offsetMs = row.now - (askedAt + performance.now()) / 2;
}
