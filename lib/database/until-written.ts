import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { storageProblem } from "@/lib/http/storage-problem";
import { log } from "@/lib/log";

const PAUSE_MS = 1_000;

/**
 * Does a write whose facts would be lost with it, again and again while the database is full, read-only or held by another
 * program. It must be safe to do twice. Rejects with its error when `signal` fires, and with every other error at once.
 */
export async function untilWritten<Result>(write: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (storageProblem(error) === undefined || signal.aborted) throw error;
      log.warn({ err: error }, "not written, trying again");
      await pause(PAUSE_MS, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}
