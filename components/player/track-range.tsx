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

/** Marks a stretch of the recording along the track, over its waveform. */
export function TrackRange({ view, durationMs, startMs, endMs }: TrackRangeProps) {
  const canvas = useTrackCanvas(view, ["--color-accent"], `${startMs}/${endMs}`, ({ context, width, height, window, colors }) => {
    const left = placeInWindow(window, startMs / durationMs) * width;
    const right = Math.max(placeInWindow(window, endMs / durationMs) * width, left + 2 * devicePixelRatio);
    const edgeWidth = 2 * devicePixelRatio;
    context.fillStyle = colors["--color-accent"];
    context.globalAlpha = 0.2;
    context.fillRect(left, 0, right - left, height);
    context.globalAlpha = 1;
    for (const edge of [left, right - edgeWidth]) context.fillRect(edge, 0, edgeWidth, height);
  });
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
