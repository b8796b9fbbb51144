"use client";

import { useEffect } from "react";
import type { Playback } from "@/components/player/playback";

/** Where Space means something else: it types, presses, or opens. */
const TAKES_SPACE = "input, textarea, select, button, summary, audio, video, [contenteditable], [role=menu], [role=menuitem]";

/** Space plays and pauses wherever on the page it is pressed, except where it types or presses; null where there is nothing to play. */
export function useSpaceKey(playback: Playback | null): void {
  useEffect(() => {
    if (playback === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== " " || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_SPACE) !== null) return;
      event.preventDefault();
      if (!event.repeat) playback.toggle();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [playback]);
}
