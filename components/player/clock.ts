/** A duration or a position in milliseconds as a clock shows it: "0:03", "12:40", "2:05:09". Parts of a second are dropped. */
export function formatClock(timeMs: number): string {
  const total = Math.max(0, Math.floor(timeMs / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** How far an arrow key moves, in milliseconds: a second in a take, five in a recording of ten minutes or more. */
function seekStepMs(durationMs: number): number {
  return durationMs < 600_000 ? 1000 : 5000;
}

/**
 * Where a key moves the position to, in milliseconds, or null for a key that does not seek. Arrows move by `seekStepMs`,
 * Page Up and Page Down by a tenth of the duration, Home and End to the ends.
 */
export function seekTarget(key: string, positionMs: number, durationMs: number): number | null {
  const step = seekStepMs(durationMs);
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(positionMs + step, durationMs);
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(positionMs - step, 0);
    case "PageUp":
      return Math.min(positionMs + durationMs / 10, durationMs);
    case "PageDown":
      return Math.max(positionMs - durationMs / 10, 0);
    case "Home":
      return 0;
    case "End":
      return durationMs;
    default:
      return null;
  }
}
