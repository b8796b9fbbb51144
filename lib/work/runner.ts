import "server-only";
import { randomUUID } from "node:crypto";
import { database } from "@/lib/database/database";
import { untilWritten } from "@/lib/database/until-written";
import { onShutdown, processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { claimWork, type ClaimedWork, finishWork, nextDueAt, postponeWork } from "@/lib/work/store";

/** When to run again (Unix ms) and with what payload, or nothing when it is done. */
export type WorkResult = { readonly againAt: number; readonly payload?: string } | undefined;

/** How work of one kind is done. */
export interface WorkHandler {
  readonly kind: string;
  /** How many run at once in this process. */
  readonly concurrency: number;
  /** Longer than any run may take: afterwards the work counts as dropped. */
  readonly leaseMs: number;
  /** Does the work. A throw is logged and tried again later; it must be safe to run twice. */
  readonly run: (work: ClaimedWork, signal: AbortSignal) => Promise<WorkResult>;
}

interface Lane {
  readonly handler: WorkHandler;
  readonly running: Set<Promise<void>>;
  timer: NodeJS.Timeout | undefined;
  claiming: boolean;
  askedAgain: boolean;
}

interface Runner {
  /** This life of the process: leases of an earlier one are void. */
  readonly holder: string;
  readonly lanes: Map<string, Lane>;
  readonly stop: AbortController;
}

const LONGEST_SLEEP_MS = 30_000;
const FAILED_RUN_PAUSE_MS = 5_000;

function runner(): Runner {
  return processWide("work", () => {
    const made: Runner = { holder: randomUUID(), lanes: new Map(), stop: new AbortController() };
    onShutdown("work", async () => {
      made.stop.abort();
      for (const lane of made.lanes.values()) clearTimeout(lane.timer);
      await Promise.allSettled([...made.lanes.values()].flatMap((lane) => [...lane.running]));
    });
    return made;
  });
}

/** Starts doing work of the handlers' kinds, first of all what an earlier life of the process left. */
export function startWork(handlers: readonly WorkHandler[]): void {
  for (const handler of handlers) {
    runner().lanes.set(handler.kind, { handler, running: new Set(), timer: undefined, claiming: false, askedAgain: false });
    wakeWork(handler.kind);
  }
}

/** Looks for due work of `kind` now; called after a commit that asked for some. */
export function wakeWork(kind: string): void {
  const lane = runner().lanes.get(kind);
  if (lane !== undefined) void fill(lane);
}

async function fill(lane: Lane): Promise<void> {
  if (lane.claiming) {
    lane.askedAgain = true;
    return;
  }
  lane.claiming = true;
  clearTimeout(lane.timer);
  const { holder, stop } = runner();
  const { handler } = lane;
  let sleepMs = LONGEST_SLEEP_MS;
  try {
    lane.askedAgain = false;
    while (!stop.signal.aborted && lane.running.size < handler.concurrency) {
      const work = await claimWork(database(), { kind: handler.kind, holder, now: Date.now(), leaseMs: handler.leaseMs });
      if (work === undefined) break;
      const run: Promise<void> = runOne(handler, work).finally(() => {
        lane.running.delete(run);
        void fill(lane);
      });
      lane.running.add(run);
    }
    const dueAt = await nextDueAt(database(), handler.kind, holder);
    if (dueAt !== undefined) sleepMs = Math.min(Math.max(dueAt - Date.now(), 0), LONGEST_SLEEP_MS);
    if (lane.running.size >= handler.concurrency) sleepMs = LONGEST_SLEEP_MS;
  } catch (error) {
    log.error({ err: error, kind: handler.kind }, "work could not be claimed");
    sleepMs = FAILED_RUN_PAUSE_MS;
  } finally {
    lane.claiming = false;
  }
  if (!stop.signal.aborted) {
    lane.timer = setTimeout(() => void fill(lane), lane.askedAgain ? 0 : sleepMs);
    lane.timer.unref();
  }
}

async function runOne(handler: WorkHandler, work: ClaimedWork): Promise<void> {
  const { holder, stop } = runner();
  try {
    const result = await handler.run(work, stop.signal);
    await untilWritten(async () => {
      if (result === undefined) await finishWork(database(), work, holder);
      else await postponeWork(database(), work, holder, { runAt: result.againAt, ...(result.payload === undefined ? {} : { payload: result.payload }) });
    }, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) log.error({ err: error, kind: handler.kind, subjectId: work.subjectId }, "work failed");
    const runAt = Date.now() + FAILED_RUN_PAUSE_MS * Math.min(work.attempts, 12);
    await untilWritten(() => postponeWork(database(), work, holder, { runAt }), stop.signal).catch(
      (postponeError: unknown) => log.error({ err: postponeError, kind: handler.kind }, "work could not be put back"),
    );
  }
}
