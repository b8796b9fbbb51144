import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Kysely, sql } from "kysely";
import type { Client } from "pg";
import { measureClock } from "@/lib/database/clock";
import { isShared } from "@/lib/database/database";
import { clientConfig, oneClientDialect } from "@/lib/database/postgres-driver";
import type { Tables } from "@/lib/database/tables";
import { env } from "@/lib/env";
import { hear, setCarrier } from "@/lib/instances/broadcast";
import { beginAnew, currentBoot, endMembership, membershipOver } from "@/lib/instances/membership";
import { type Note, packNotes, readNotes } from "@/lib/instances/notes";
import { deleteDead, deleteInstance, noteSeen } from "@/lib/instances/store";
import { onShutdown, processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";

const CHANNEL = "soundcheck";
const BEAT_EVERY_MS = 5_000;
const BEAT_LIMIT_MS = 4_000;
const OPEN_AGAIN_MS = 1_000;
/** After so long without being seen this instance stops what it does: others take it over five seconds later. */
const OVER_AFTER_MS = 10_000;
const LOOK_EVERY_MS = 500;
/** A database that does not answer holds up the end of the process no longer than this. */
const LEAVE_LIMIT_MS = 500;

interface OpenLink {
  readonly client: Client;
  readonly db: Kysely<Tables>;
  readonly broken: AbortController;
}

interface Link {
  readonly beatEveryMs: number;
  readonly name: string;
  readonly stop: AbortController;
  open: OpenLink | undefined;
  /** When the last beat that arrived was begun, by the clock that only counts. */
  seenAt: number;
  waiting: Note[];
  /** Whether something was not told, so that the others are to look for themselves. */
  owesGap: boolean;
}

/**
 * Takes part in what the instances on a shared database do together: one connection of its own says every five seconds that this one is
 * there, measures the database's clock, and carries what they tell each other. A connection that is lost is opened again, and who
 * listens told of the gap. Rejects when the first one cannot be had. Nothing where this process is the only one.
 */
export async function linkInstances({ beatEveryMs = BEAT_EVERY_MS }: { beatEveryMs?: number } = {}): Promise<void> {
  if (!isShared()) return;
  const link: Link = { beatEveryMs, name: randomUUID(), stop: new AbortController(), open: undefined, seenAt: performance.now(), waiting: [], owesGap: false };
  current().link = link;
  await open(link);
  setCarrier((topic, told) => {
    link.waiting.push({ topic, told });
    if (link.waiting.length === 1) setImmediate(() => void tell(link));
  });
  const watch = setInterval(() => {
    if (performance.now() - link.seenAt < OVER_AFTER_MS || membershipOver().aborted) return;
    log.error("the database has not been reached for ten seconds: what runs here is left to others");
    endMembership();
  }, LOOK_EVERY_MS);
  watch.unref();
  const running = keepOpen(link);
  onShutdown("close", "link between instances", async () => {
    clearInterval(watch);
    link.stop.abort();
    await Promise.race([running, pause(LEAVE_LIMIT_MS)]);
    await leave(link);
  });
}

/** Whether this instance reaches the others; true where there can be none. */
export function isLinked(): boolean {
  return !isShared() || current().link?.open !== undefined;
}

const current = () => processWide<{ link: Link | undefined }>("link", () => ({ link: undefined }));

async function open(link: Link): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ ...(await clientConfig(env().databaseUrl ?? "", false)), query_timeout: BEAT_LIMIT_MS, connectionTimeoutMillis: BEAT_LIMIT_MS, application_name: "soundcheck link" });
  const made: OpenLink = { client, db: new Kysely<Tables>({ dialect: oneClientDialect(client) }), broken: new AbortController() };
  client.on("error", () => made.broken.abort());
  client.on("end", () => made.broken.abort());
  client.on("notification", ({ payload }) => {
    for (const { topic, told } of readNotes(payload ?? "", link.name)) hear(topic, told);
  });
  try {
    await client.connect();
    await sql`listen ${sql.id(CHANNEL)}`.execute(made.db);
    await beat(link, made);
    link.open = made;
  } catch (error) {
    await close(made);
    throw error;
  }
}

/** A query that was not answered keeps the end waiting for it. */
async function close({ client }: OpenLink): Promise<void> {
  await Promise.race([client.end().catch(() => undefined), pause(OPEN_AGAIN_MS)]);
}

/** Beats while the connection is there, and opens it again when it is not, until the process ends. */
async function keepOpen(link: Link): Promise<void> {
  const { stop } = link;
  const hasEnded = () => stop.signal.aborted;
  while (!hasEnded()) {
    try {
      if (link.open === undefined) await openAgain(link);
      const opened = link.open;
      if (opened === undefined) continue;
      await pause(link.beatEveryMs, undefined, { signal: AbortSignal.any([stop.signal, opened.broken.signal]) }).catch(() => undefined);
      if (hasEnded()) break;
      if (opened.broken.signal.aborted) throw new Error("The connection broke");
      await beat(link, opened);
    } catch (error) {
      const lost = link.open;
      link.open = undefined;
      log.warn({ err: error }, lost === undefined ? "link to the database not had" : "link to the database lost");
      if (lost !== undefined) await close(lost);
      else await pause(OPEN_AGAIN_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
}

async function openAgain(link: Link): Promise<void> {
  await open(link);
  log.info("link to the database opened again");
  hear("gap");
  if (link.owesGap) await tellGap(link);
}

/** Says that this instance is there; finds out which others are not, and what time it is. */
async function beat(link: Link, { db }: OpenLink): Promise<void> {
  const begunAt = performance.now();
  if (membershipOver().aborted || !(await noteSeen(db, currentBoot()))) {
    endMembership();
    await beginAnew(db);
    log.warn("this instance was taken for dead, and begins anew");
    hear("gap");
  }
  link.seenAt = begunAt;
  const dead = await deleteDead(db);
  if (dead > 0) {
    log.warn({ dead }, "instances have ended without a word: their work is taken over");
    // They may have died between a commit and the word of it.
    hear("gap");
    await tellGap(link, db);
  }
  await measureClock(db);
}

async function tell(link: Link): Promise<void> {
  const notes = link.waiting.splice(0);
  try {
    const db = link.open?.db;
    if (db === undefined) link.owesGap = true;
    else await notify(db, link, notes);
  } catch (error) {
    link.owesGap = true;
    log.warn({ err: error }, "others not told");
    link.open?.broken.abort();
  }
}

async function tellGap(link: Link, db = link.open?.db): Promise<void> {
  link.owesGap = true;
  if (db === undefined) return;
  await notify(db, link, [{ topic: "gap" }]);
  link.owesGap = false;
}

async function notify(db: Kysely<Tables>, { name }: Link, notes: readonly Note[]): Promise<void> {
  for (const payload of packNotes(name, notes)) await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db);
}

/** Says goodbye, so that nobody waits to see whether this instance is still there. */
async function leave(link: Link): Promise<void> {
  const opened = link.open;
  link.open = undefined;
  setCarrier(undefined);
  if (opened === undefined) return;
  try {
    await deleteInstance(opened.db, currentBoot());
    await notify(opened.db, link, [{ topic: "work", told: {} }]);
  } finally {
    await close(opened);
  }
}
