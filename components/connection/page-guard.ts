const holders = new Set<AbortSignal>();

/** Until the signal: the browser asks before this page is left, and the page does not reload by itself. */
export function guardPage(signal: AbortSignal): void {
  holders.add(signal);
  signal.addEventListener("abort", () => holders.delete(signal), { once: true });
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
}

/** Whether leaving the page now would lose something. */
export function isPageGuarded(): boolean {
  return holders.size > 0;
}
