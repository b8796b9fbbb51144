"use client";

import type { TrackView } from "@/components/player/track-view";
import { placeInWindow } from "@/components/player/track-window";
import { useTrackCanvas } from "@/components/player/use-track-canvas";

interface TrackMarksProps {
  view: TrackView;
  durationMs: number;
  /** Where something was found, in milliseconds, ascending. */
  timesMs: readonly number[];
  /** The one that the reader is at. */
  currentMs: number | null;
}

/** Marks what was found along the top of the waveform; the current one goes all the way down. */
export function TrackMarks({ view, durationMs, timesMs, currentMs }: TrackMarksProps) {
  const canvas = useTrackCanvas(view, ["--color-match-mark", "--color-match-current"], `${timesMs.length}/${timesMs[0]}/${currentMs}`, ({ context, width, height, window, colors }) => {
    const markWidth = 2 * devicePixelRatio;
    const xOf = (timeMs: number) => Math.round(placeInWindow(window, timeMs / durationMs) * width - markWidth / 2);
    context.fillStyle = colors["--color-match-mark"];
    let drawn = Number.NEGATIVE_INFINITY;
    for (const timeMs of timesMs) {
      const x = xOf(timeMs);
      if (x < -markWidth || x > width || x < drawn + devicePixelRatio) continue;
      context.fillRect(x, 0, markWidth, height * 0.2);
      drawn = x;
    }
    if (currentMs === null) return;
    context.fillStyle = colors["--color-match-current"];
    context.fillRect(xOf(currentMs) - devicePixelRatio / 2, 0, markWidth + devicePixelRatio, height);
  });
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
