import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { commitTogether } from "@/lib/database/commit-together";
import { database, type Queryable } from "@/lib/database/database";
import { untilWritten } from "@/lib/database/until-written";
import { onGap, onTold, tellOthers } from "@/lib/instances/broadcast";
import { currentBoot, membershipOver } from "@/lib/instances/membership";
import { onShutdown, processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics/metrics";
import { watchClock } from "@/lib/work/clock-watch";
import { bringForward, claimWork, type ClaimedWork, finishWork, nextDueAt, postponeWork } from "@/lib/work/store";

/** When to run again (Unix ms) and with what payload, or nothing when it is done. */
export type WorkResult = { readonly againAt: number; readonly payload?: string } | undefined;

/** How work of one kind is done. */
export interface WorkHandler {
  readonly kind: string;
  /** How many run at once in this process. */
  readonly concurrency: number;
  /** Longer than any run may take: afterwards it is told to stop, and soon the work is free for another run. */
  readonly leaseMs: number;
  /** Before when (Unix ms) no run may begin, whatever is due. */
  readonly opensAt?: () => Promise<number>;
  /** Whose turn it is among what is due now and free; without it, what has been due the longest. */
  readonly nextSubject?: (now: number) => Promise<string | undefined>;
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
  readonly lanes: Map<string, Lane>;
  readonly stop: AbortController;
}

const LONGEST_SLEEP_MS = 30_000;
const FAILED_RUN_PAUSE_MS = 5_000;
/** The longest that a run which was told to stop has for it. */
const STOP_GRACE_MS = 10_000;

function runner(): Runner {
  return processWide("work", () => {
    const made: Runner = { lanes: new Map(), stop: new AbortController() };
    const wakeLanes = () => {
      for (const lane of made.lanes.values()) void fill(lane);
    };
    const stopHearing = [
      onGap(wakeLanes),
      onTold("work", ({ kind }) => {
        const lane = made.lanes.get(kind ?? "");
        if (kind === undefined) wakeLanes();
        else if (lane !== undefined) void fill(lane);
      }),
    ];
    const stopWatching = watchClock((jumpMs) => void takeUpAfterJump(made, jumpMs));
    onShutdown("stop", "work", () => {
      stopWatching();
      for (const stopOne of stopHearing) stopOne();
      made.stop.abort();
      for (const lane of made.lanes.values()) clearTimeout(lane.timer);
    });
    onShutdown("finish", "work", async () => {
      await Promise.allSettled([...made.lanes.values()].flatMap((lane) => [...lane.running]));
    });
    return made;
  });
}

/** A changed clock is treated as a restart is: everything is looked at now. */
async function takeUpAfterJump({ lanes }: Runner, jumpMs: number): Promise<void> {
  log.warn({ jumpMs }, "the clock was changed");
  await bringForward(database(), databaseNow()).catch((error: unknown) => log.error({ err: error }, "work could not be brought forward"));
  for (const kind of lanes.keys()) wakeWork(kind);
}

/** Fires when this process does no more work, because it is to end. */
export function workStops(): AbortSignal {
  return runner().stop.signal;
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
  if (lane === undefined || isFull(lane)) tellOthers("work", { kind });
  if (lane !== undefined) void fill(lane);
}

function isFull({ running, handler }: Lane): boolean {
  return running.size >= handler.concurrency;
}

async function fill(lane: Lane): Promise<void> {
  if (lane.claiming) {
    lane.askedAgain = true;
    return;
  }
  lane.claiming = true;
  clearTimeout(lane.timer);
  const { stop } = runner();
  const { handler } = lane;
  let sleepMs = LONGEST_SLEEP_MS;
  let claimed = false;
  try {
    lane.askedAgain = false;
    let opensAt = 0;
    while (!stop.signal.aborted && !membershipOver().aborted && !isFull(lane)) {
      opensAt = (await handler.opensAt?.()) ?? 0;
      const work = opensAt > databaseNow() ? undefined : await claimNext(handler);
      if (work === undefined) break;
      metrics().workLag.observe({ kind: handler.kind }, Math.max(databaseNow() - work.runAt, 0) / 1000);
      const run: Promise<void> = runOne(handler, work).finally(() => {
        lane.running.delete(run);
        void fill(lane);
      });
      lane.running.add(run);
      claimed = true;
    }
    // What is left is for who has a hand free. Not told when nothing was claimed: all whose hands are full would tell each other for ever.
    if (claimed && isFull(lane)) tellOthers("work", { kind: handler.kind });
    const dueAt = isFull(lane) || membershipOver().aborted ? undefined : await nextDueAt(database(), handler.kind);
    if (dueAt !== undefined) sleepMs = Math.min(Math.max(dueAt, opensAt) - databaseNow(), LONGEST_SLEEP_MS);
  } catch (error) {
    log.error({ err: error, kind: handler.kind }, "work could not be claimed");
    sleepMs = FAILED_RUN_PAUSE_MS;
  } finally {
    lane.claiming = false;
  }
  if (!stop.signal.aborted) {
    lane.timer = setTimeout(() => void fill(lane), lane.askedAgain ? 0 : Math.max(sleepMs, 0));
    lane.timer.unref();
  }
}

/** Claims the work of a kind whose turn it is; undefined when none is due. */
export async function claimNext(handler: WorkHandler): Promise<ClaimedWork | undefined> {
  const { kind, leaseMs, nextSubject } = handler;
  const now = databaseNow();
  const boot = currentBoot();
  if (nextSubject === undefined) return commitTogether((transaction) => claimWork(transaction, { kind, boot, now, leaseMs }));
  const subjectId = await nextSubject(now);
  return subjectId === undefined ? undefined : claimWork(database(), { kind, boot, now, leaseMs, subjectId });
}

/** Does claimed work, and ends it or puts it back. Never rejects. */
export async function runOne(handler: WorkHandler, work: ClaimedWork): Promise<void> {
  const { stop } = runner();
  try {
    const result = await withinLease(handler, work, stop.signal);
    await untilWritten(() => commitTogether((transaction) => settle(transaction, work, result)), stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) log.error({ err: error, kind: handler.kind, subjectId: work.subjectId }, "work failed");
    const againAt = databaseNow() + FAILED_RUN_PAUSE_MS * Math.min(work.attempts, 12);
    await untilWritten(() => commitTogether((transaction) => settle(transaction, work, { againAt })), stop.signal).catch(
      (postponeError: unknown) => log.error({ err: postponeError, kind: handler.kind }, "work could not be put back"),
    );
  }
}

function settle(db: Queryable, work: ClaimedWork, result: WorkResult): Promise<void> {
  if (result === undefined) return finishWork(db, work);
  const { againAt, ...payload } = result;
  return postponeWork(db, work, { runAt: againAt, ...payload });
}

/** A run, told to stop when its lease is over, and given up when it does not. Timers do not follow the wall clock. */
async function withinLease(handler: WorkHandler, work: ClaimedWork, stop: AbortSignal): Promise<WorkResult> {
  const over = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const givenUp = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(new Error("The run did not end with its lease"));
    timers.push(setTimeout(() => over.abort(), handler.leaseMs), setTimeout(giveUp, handler.leaseMs + Math.min(handler.leaseMs, STOP_GRACE_MS)));
  });
  try {
    return await Promise.race([handler.run(work, AbortSignal.any([stop, over.signal, membershipOver()])), givenUp]);
  } finally {
    timers.forEach(clearTimeout);
  }
}
