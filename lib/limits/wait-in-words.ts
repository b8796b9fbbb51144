const UNITS = [
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A time to wait as people say it, rounded up: "1 second", "12 minutes", "3 hours". */
export function waitInWords(waitMs: number): string {
  for (const [unit, unitMs] of UNITS) {
    if (waitMs > unitMs) return counted(Math.ceil(waitMs / unitMs), unit);
  }
  return counted(Math.max(1, Math.ceil(waitMs / 1000)), "second");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
