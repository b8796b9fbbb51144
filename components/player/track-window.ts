/** The part of a recording that a track shows, in shares of the whole: from `start`, `length` long, both 0 to 1. */
export interface TrackWindow {
  readonly start: number;
  readonly length: number;
}

export const WHOLE: TrackWindow = { start: 0, length: 1 };

/** Where in the window a place of the recording is: 0 at its left edge, 1 at its right, beyond them outside. */
export function placeInWindow(window: TrackWindow, share: number): number {
  return (share - window.start) / window.length;
}

/** The same as `placeInWindow`, in CSS pixels of a window so wide, on the nearest pixel of the screen. */
export function pixelInWindow(window: TrackWindow, share: number, widthPx: number, pixelRatio: number): number {
  return Math.round(placeInWindow(window, share) * widthPx * pixelRatio) / pixelRatio;
}

/** The window at another zoom (1 shows all). The anchor, a share of the recording, stays where it is; one out of sight comes to the middle. */
export function zoomWindow(window: TrackWindow, zoom: number, anchor: number): TrackWindow {
  const length = 1 / Math.max(zoom, 1);
  const place = placeInWindow(window, anchor);
  const kept = place >= 0 && place <= 1 ? place : 0.5;
  return { start: clampStart(anchor - kept * length, length), length };
}

/** Where a turned page has the place that it was turned for. */
const PAGE_MARGIN = 0.08;

/** The window that shows a place, moved by as much as a page; null when the place can be seen already. */
export function turnPage(window: TrackWindow, share: number): TrackWindow | null {
  const place = placeInWindow(window, share);
  if (place >= 0 && place <= 1 - PAGE_MARGIN / 2) return null;
  const start = clampStart(share - PAGE_MARGIN * window.length, window.length);
  // The last page cannot be turned further; its start may be off by the noise of fractions.
  return Math.abs(start - window.start) < window.length / 1e10 ? null : { start, length: window.length };
}

/** The shortest stretch that a window may show, in milliseconds. */
const SHORTEST_MS = 5000;
/** The fewest pixels that a measured value of the waveform may be apart: closer looks would show nothing new. */
const PIXELS_PER_VALUE = 5;

/** How far a track of this width may be zoomed: until each value of the waveform is seen by itself, or five seconds fill the width. */
export function greatestZoom(durationMs: number, valueCount: number, widthPx: number): number {
  if (widthPx <= 0 || durationMs <= 0) return 1;
  return Math.max(1, Math.min(durationMs / SHORTEST_MS, (valueCount * PIXELS_PER_VALUE) / widthPx));
}

function clampStart(start: number, length: number): number {
  return Math.min(Math.max(start, 0), 1 - length);
}
