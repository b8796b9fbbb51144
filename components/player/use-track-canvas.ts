"use client";

import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import { onColorScheme, resolveColors } from "@/components/player/css-colors";
import type { TrackView } from "@/components/player/track-view";
import type { TrackWindow } from "@/components/player/track-window";

/** What a drawing along the track works with: lengths in device pixels, colours by the names asked for. */
export interface TrackPicture<Color extends string> {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly window: TrackWindow;
  readonly colors: Readonly<Record<Color, string>>;
}

/**
 * A canvas as large as CSS makes it, drawn anew when the view shows another part, when the page changes between light and
 * dark, and when `content` changes.
 */
export function useTrackCanvas<Color extends string>(
  view: TrackView,
  colorNames: readonly Color[],
  content: unknown,
  paint: (picture: TrackPicture<Color>) => void,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useRef<() => void>(null);
  const onPaint = useEffectEvent(paint);
  const namesOfColors = useEffectEvent(() => colorNames);
  const names = colorNames.join();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    let colors = resolveColors(element, namesOfColors());
    const drawAnew = () => {
      const width = Math.round(element.clientWidth * devicePixelRatio);
      const height = Math.round(element.clientHeight * devicePixelRatio);
      // Another size, even the same, has the page laid out again.
      if (element.width === width && element.height === height) context.clearRect(0, 0, width, height);
      else Object.assign(element, { width, height });
      onPaint({ context, width, height, window: view.window, colors });
    };
    draw.current = drawAnew;
    const ends = [
      view.onWindow(drawAnew),
      onColorScheme(() => {
        colors = resolveColors(element, namesOfColors());
        drawAnew();
      }),
    ];
    return () => {
      draw.current = null;
      ends.forEach((end) => end());
    };
  }, [view, names]);

  // Asking for colours has the page styled anew: another content has the same.
  useEffect(() => draw.current?.(), [view, names, content]);

  return canvas;
}
