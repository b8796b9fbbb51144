"use client";

import type { TrackView } from "@/components/player/track-view";
import { placeInWindow } from "@/components/player/track-window";
import { useTrackCanvas } from "@/components/player/use-track-canvas";

interface TrackRangeProps {
  view: TrackView;
  durationMs: number;
  startMs: number;
  endMs: number;
}

/** Marks a stretch of the recording along the track, behind its waveform. */
export function TrackRange({ view, durationMs, startMs, endMs }: TrackRangeProps) {
  const canvas = useTrackCanvas(view, ["--color-accent-soft", "--color-accent"], `${startMs}/${endMs}`, ({ context, width, height, window, colors }) => {
    const left = placeInWindow(window, startMs / durationMs) * width;
    const right = Math.max(placeInWindow(window, endMs / durationMs) * width, left + 2 * devicePixelRatio);
    context.fillStyle = colors["--color-accent-soft"];
    context.fillRect(left, 0, right - left, height);
    context.fillStyle = colors["--color-accent"];
    for (const edge of [left, right - devicePixelRatio]) context.fillRect(edge, 0, devicePixelRatio, height);
  });
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
