"use client";

import { ZoomIn, ZoomOut } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { Playback } from "@/components/player/playback";
import { UNZOOMED, type TrackView } from "@/components/player/track-view";
import { Button } from "@/components/ui/button";

/** Zooms the waveform by two around where playback is. */
export function ZoomButtons({ playback, view }: { playback: Playback; view: TrackView }) {
  const { zoom, greatest } = useSyncExternalStore(view.subscribe, view.getState, () => UNZOOMED);
  const zoomBy = (factor: number) => view.zoomBy(factor, playback.durationMs > 0 ? playback.positionMs / playback.durationMs : 0);
  // A disabled button would lose the focus at the end of the zoom.
  return (
    <span className="flex">
      <Button variant="quiet" size="icon" aria-label="Zoom out" title="Zoom out" aria-disabled={zoom <= 1} onClick={() => zoomBy(0.5)}>
        <ZoomOut aria-hidden className="size-4" />
      </Button>
      <Button variant="quiet" size="icon" aria-label="Zoom in" title="Zoom in" aria-disabled={zoom >= greatest} onClick={() => zoomBy(2)}>
        <ZoomIn aria-hidden className="size-4" />
      </Button>
    </span>
  );
}
