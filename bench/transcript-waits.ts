/** What a reader of a transcript last waited for, in milliseconds; undefined while it is waited for. */
export interface Waits {
  /** From the peaks' last byte until the waveform is drawn. */
  waveformMs?: number | undefined;
  /** From a click until the media element is at a new position. */
  seekMs?: number | undefined;
  /** From a search until the page has been painted with what was found. */
  searchMs?: number | undefined;
}

/** Runs in the page of a transcript, before its own scripts: notes there how long each of these takes. */
export function noteWaits(): void {
  const noted = globalThis as Waits;
  const drawn = new MutationObserver(() => {
    if (document.querySelector('[data-waveform="drawn"]') === null) return;
    drawn.disconnect();
    const peaks = performance.getEntriesByType("resource").find(({ name }) => name.includes("/peaks"));
    noted.waveformMs = performance.now() - ((peaks as PerformanceResourceTiming | undefined)?.responseEnd ?? Number.NaN);
  });
  drawn.observe(document, { subtree: true, childList: true, attributeFilter: ["data-waveform"] });

  let clickedAt = Number.NaN;
  addEventListener("click", ({ timeStamp }) => {
    clickedAt = timeStamp;
    noted.seekMs = undefined;
  }, { capture: true });
  addEventListener("seeked", ({ timeStamp }) => (noted.seekMs ??= timeStamp - clickedAt), { capture: true });

  addEventListener("input", ({ target, timeStamp }) => {
    if (!(target instanceof HTMLInputElement) || target.value === "") return;
    noted.searchMs = undefined;
    const look = () => {
      const marks = ["search-match", "search-current"].map((name) => CSS.highlights.get(name)?.size ?? 0);
      if (marks.includes(0) || !/\d/.test(document.querySelector("[role=search] [role=status]")?.textContent ?? "")) {
        requestAnimationFrame(look);
        return;
      }
      // What is posted within a frame comes when it has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (noted.searchMs = performance.now() - timeStamp);
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }, { capture: true });
}
