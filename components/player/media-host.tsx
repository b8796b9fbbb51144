"use client";

import { useLayoutEffect, useRef } from "react";
import type { Playback } from "@/components/player/playback";

/** The place in the page of a playback's media element, unseen. Before effects run the element is there. */
export function MediaHost({ playback }: { playback: Playback }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (host.current === null ? undefined : playback.attach(host.current)), [playback]);
  return <div ref={host} hidden />;
}
