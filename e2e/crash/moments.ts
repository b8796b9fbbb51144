import { setTimeout as pause } from "node:timers/promises";
import type { Draws } from "../fake-vendor/draws";
import type { Moment } from "../fake-vendor/options";

const LONGEST_WAIT_MS = 3_000;

/** When the app is killed: at any time, before it is ready, or while the vendor is in the middle of something with it. */
type KillMoment = "at any time" | "while it starts" | Moment;

/** Moments at the vendor, for who waits for one. */
export class Moments {
  readonly #waiting = new Map<Moment, () => void>();

  /** Tells who waits that it has come. */
  readonly happen = (moment: Moment): void => {
    this.#waiting.get(moment)?.();
  };

  draw(draws: Draws, { calledBack }: { calledBack: boolean }): KillMoment {
    return draws.pick<KillMoment>([
      [2, "at any time"],
      [2, "while it starts"],
      [4, "create-read"],
      [3, "create-answered"],
      [1, "query-read"],
      [3, "file-asked"],
      [calledBack ? 1 : 0, "recording-fetched"],
      [calledBack ? 2 : 0, "callback-answered"],
      [calledBack ? 0 : 2, "upload-read"],
    ]);
  }

  /** Resolves when the moment next comes, or when it does not come for a while. */
  async next(moment: KillMoment): Promise<void> {
    if (moment === "at any time" || moment === "while it starts") return;
    const come = new Promise<void>((resolve) => this.#waiting.set(moment, resolve));
    const timeout = new AbortController();
    await Promise.race([come, pause(LONGEST_WAIT_MS, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
    this.#waiting.delete(moment);
  }
}
