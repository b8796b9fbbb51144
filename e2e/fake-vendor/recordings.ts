import { setTimeout as pause } from "node:timers/promises";

const RETRY_MS = 500;

/** Fetches a recording as the vendor does; gives its bytes, or why the last of `tries` failed. */
export async function fetchRecording(url: string, tries: number, signal: AbortSignal): Promise<Buffer | string> {
  for (let left = tries; ; left -= 1) {
    try {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    } catch (cause) {
      if (left <= 1 || signal.aborted) return cause instanceof Error ? cause.message : "unknown reason";
      await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
