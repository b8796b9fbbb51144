import { processWide } from "@/lib/lifetime";

interface Startup {
  readonly outcome: Promise<void>;
  readonly settle: (start: Promise<void>) => void;
}

function startup(): Startup {
  return processWide("startup", () => {
    let settle: Startup["settle"] = () => undefined;
    const outcome = new Promise<void>((resolve) => (settle = resolve));
    return { outcome, settle };
  });
}

/** Hands over the start of the background work, which Next.js neither waits for in production nor fails with. */
export function reportStart(start: Promise<void>): void {
  startup().settle(start);
}

/** Resolves when the background work has started; rejects when it could not. */
export function untilStarted(): Promise<void> {
  return startup().outcome;
}
