import { type BrowserContext, chromium, type CDPSession, type Page } from "@playwright/test";
import { CHROMIUM_ARGS } from "@/e2e/chromium-args";
import { ensureBrowser } from "@/scripts/browser.mjs";

/** How much slower than this machine's a processor may be. */
export const THROTTLES = [1, 4] as const;

/** A page of Chromium whose main thread and memory are measured. */
export interface MeasuredPage {
  readonly page: Page;
  /** Makes its processor so many times slower. */
  readonly throttle: (times: number) => Promise<void>;
  /** Main-thread work while something is done, in milliseconds. */
  readonly workMs: (what: () => Promise<unknown>) => Promise<number>;
  /** What its scripts and its document hold, after a collection, in MB. */
  readonly heapMb: () => Promise<number>;
}

/** Does something with pages of a Chromium that is started for it, and ended afterwards. */
export async function withMeasuredPages<Result>(work: (open: (context?: (context: BrowserContext) => Promise<unknown>) => Promise<MeasuredPage>) => Promise<Result>): Promise<Result> {
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: CHROMIUM_ARGS });
  try {
    return await work(async (prepare) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await prepare?.(context);
      const page = await context.newPage();
      return measured(page, await context.newCDPSession(page));
    });
  } finally {
    await browser.close();
  }
}

async function measured(page: Page, session: CDPSession): Promise<MeasuredPage> {
  await session.send("Performance.enable");
  const metric = async (name: string) => (await session.send("Performance.getMetrics")).metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return {
    page,
    throttle: async (times) => {
      await session.send("Emulation.setCPUThrottlingRate", { rate: times });
    },
    workMs: async (what) => {
      const before = await metric("TaskDuration");
      await what();
      return ((await metric("TaskDuration")) - before) * 1000;
    },
    heapMb: async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
      return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024 ** 2;
    },
  };
}

/**
 * How many frames of sixty a second are missing while the page scrolls by so many pixels a second, or, by none, while it only goes on.
 * Runs for so many milliseconds.
 */
export function droppedFrames(page: Page, pixelsPerSecond: number, durationMs: number): Promise<number> {
  return page.evaluate(
    async ([speed, duration]) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const startedAt = await frame();
      let [last, dropped] = [startedAt, 0];
      while (last - startedAt < duration) {
        const now = await frame();
        dropped += Math.max(Math.round(((now - last) * 60) / 1000) - 1, 0);
        if (speed > 0) scrollTo({ top: ((now - startedAt) * speed) / 1000, behavior: "instant" });
        last = now;
      }
      return dropped;
    },
    [pixelsPerSecond, durationMs] as const,
  );
}
