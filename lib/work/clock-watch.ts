import { databaseNow } from "@/lib/database/clock";

const LOOK_EVERY_MS = 1_000;
/** Far more than a clock is trimmed by, or a busy process is late. */
const JUMP_MS = 5_000;

/**
 * Tells when the clock that stored times are of was set, or stood still while the machine slept: by how many milliseconds it moved beside the clock
 * that only counts. Returns how to stop.
 */
export function watchClock(onJump: (jumpMs: number) => void): () => void {
  const offset = () => databaseNow() - performance.now();
  let known = offset();
  const timer = setInterval(() => {
    const jumpMs = Math.round(offset() - known);
    known += jumpMs;
    if (Math.abs(jumpMs) >= JUMP_MS) onJump(jumpMs);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
