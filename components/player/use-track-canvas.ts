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
  const onPaint = useEffectEvent(paint);
  const namesOfColors = useEffectEvent(() => colorNames);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    let colors = resolveColors(element, namesOfColors());
    const draw = () => {
      element.width = Math.round(element.clientWidth * devicePixelRatio);
      element.height = Math.round(element.clientHeight * devicePixelRatio);
      onPaint({ context, width: element.width, height: element.height, window: view.window, colors });
    };
    draw();
    const ends = [
      view.onWindow(draw),
      onColorScheme(() => {
        colors = resolveColors(element, namesOfColors());
        draw();
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [view, content]);

  return canvas;
}
