"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Playback } from "@/components/player/playback";
import { stopAt } from "@/components/player/stop-at";
import { timeOfLink } from "@/components/player/link-time";

const subscribeToNothing = () => () => undefined;

/** The stretch of a recording that the page's link points at, and how it is forgotten. */
export interface LinkedStretch {
  readonly stretch: { readonly startMs: number; readonly endMs: number } | null;
  readonly forget: () => void;
}

/** Puts the playback where the page's link points, without playing, and has it stop at the end of a linked stretch; unless `enabled` is false. */
export function useLinkedTime(playback: Playback, enabled = true): LinkedStretch {
  const search = useSyncExternalStore(subscribeToNothing, () => (enabled ? location.search : ""), () => "");
  const [forgotten, setForgotten] = useState(false);
  const linked = useMemo(() => timeOfLink(search), [search]);
  const stretch = useMemo(() => {
    const endMs = linked?.endMs ?? null;
    return linked === null || endMs === null || forgotten ? null : { startMs: linked.startMs, endMs };
  }, [linked, forgotten]);

  useEffect(() => {
    if (linked !== null) playback.seek(linked.startMs);
  }, [playback, linked]);
  useEffect(() => (stretch === null ? undefined : stopAt(playback, stretch.endMs)), [playback, stretch]);

  const forget = () => {
    setForgotten(true);
    history.replaceState(history.state, "", location.pathname);
  };
  return { stretch, forget };
}
