"use client";

import type { TrackView } from "@/components/player/track-view";
import { placeInWindow } from "@/components/player/track-window";
import { useTrackCanvas } from "@/components/player/use-track-canvas";

/** A stretch of the recording that belongs to a lane. */
export interface LaneStretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly lane: number;
}

interface TrackLanesProps<Color extends string> {
  view: TrackView;
  durationMs: number;
  stretches: readonly LaneStretch[];
  /** The CSS variable of each lane's colour, by lane. Each lane has its own height, so that colour does not tell alone. */
  laneColors: readonly Color[];
}

/** Who speaks when, along the track: a coloured bar for each stretch, each lane on a line of its own. */
export function TrackLanes<Color extends string>({ view, durationMs, stretches, laneColors }: TrackLanesProps<Color>) {
  const canvas = useTrackCanvas(view, laneColors, stretches, ({ context, width, height, window, colors }) => {
    // One or two speakers have lines like three: a line that fills the strip would outweigh the waveform.
    const laneHeight = height / Math.max(laneColors.length, 3);
    const barHeight = Math.max(laneHeight - devicePixelRatio, 1.5 * devicePixelRatio);
    laneColors.forEach((color, lane) => {
      context.fillStyle = colors[color];
      context.beginPath();
      for (const stretch of stretches) {
        if (stretch.lane !== lane) continue;
        const left = placeInWindow(window, stretch.startMs / durationMs) * width;
        const right = placeInWindow(window, stretch.endMs / durationMs) * width;
        if (right < 0 || left > width) continue;
        const barWidth = Math.max(right - left, devicePixelRatio);
        context.roundRect(left, lane * laneHeight, barWidth, barHeight, Math.min(barWidth, barHeight) / 2);
      }
      context.fill();
    });
  });
  return <canvas ref={canvas} aria-hidden className="block h-5 w-full" />;
}
