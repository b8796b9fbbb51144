"use client";

import { useEffect, useRef } from "react";
import type { Playback } from "@/components/player/playback";
import type { TrackView } from "@/components/player/track-view";
import { drawWaveform } from "@/components/player/waveform-drawing";

interface WaveformProps {
  playback: Playback;
  /** The part of it to draw. */
  view: TrackView;
  peaksUrl: string;
  /** Of several in one place, whether this is the one to see. */
  active: boolean;
}

/** How far outside the viewport a waveform is prepared, so that scrolling finds it drawn. */
const MARGIN = "400px";

/** The drawn waveform of one playback, filling its parent. Nothing is loaded before it comes near the viewport. */
export function Waveform({ playback, view, peaksUrl, active }: WaveformProps) {
  const container = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const life = new AbortController();
    const { signal } = life;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        drawWaveform({ container: element, playback, view, peaksUrl, signal }).then(
          () => (element.dataset["waveform"] = "drawn"),
          () => delete element.dataset["waveform"], // The plain track below stays, and works.
        );
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      life.abort();
      delete element.dataset["waveform"];
    };
  }, [playback, view, peaksUrl]);

  return (
    <div
      ref={container}
      data-active={active}
      aria-hidden
      className="absolute inset-0 isolate opacity-0 data-[active=false]:invisible data-[waveform=drawn]:opacity-100 motion-safe:transition-opacity motion-safe:duration-300"
    />
  );
}
