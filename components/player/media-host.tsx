"use client";

import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { NowPlaying } from "@/components/player/media-session";
import { pagePlayers } from "@/components/player/page-players";
import type { Playback } from "@/components/player/playback";

interface MediaHostProps {
  playback: Playback;
  nowPlaying: NowPlaying;
  /** Goes to what comes next in it, or to what was before; null where it has no such parts. */
  onStep?: ((by: 1 | -1) => void) | null;
}

/**
 * The place in the page of a playback's media element, unseen. Before effects run the element is there. While it is, keys and the system
 * know the playback.
 */
export function MediaHost({ playback, nowPlaying, onStep = null }: MediaHostProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (host.current === null ? undefined : playback.attach(host.current)), [playback]);
  const describe = useEffectEvent(() => nowPlaying);
  const step = useEffectEvent((by: 1 | -1) => onStep?.(by));
  const hasSteps = onStep !== null;
  useEffect(() => pagePlayers.add({ playback, nowPlaying: () => describe(), onStep: hasSteps ? (by) => step(by) : null }), [playback, hasSteps]);
  return <div ref={host} hidden />;
}
