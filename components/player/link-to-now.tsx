"use client";

import { clsx } from "clsx";
import { Link2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { formatClock } from "@/components/player/clock";
import { addressOfTime, linkCopied } from "@/components/player/link-time";
import type { Playback } from "@/components/player/playback";
import { Button, type ButtonStyle } from "@/components/ui/button";

/** A link to a moment is to a tenth of a second: nobody hears what is less. */
const LINK_STEP_MS = 100;

interface LinkToNowProps extends ButtonStyle {
  playback: Playback;
  copy: (text: string, done: string) => void;
  className?: string;
}

/** Copies a link to the current moment; names it, and goes on naming it while it plays. */
export function LinkToNow({ playback, copy, className, ...style }: LinkToNowProps) {
  const label = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (positionMs: number) => {
      const text = `Copy link to ${formatClock(positionMs)}`;
      if (label.current !== null && label.current.textContent !== text) label.current.textContent = text;
    };
    show(playback.positionMs);
    return playback.onPosition(show);
  }, [playback]);
  const copyLink = () => {
    const timeMs = playback.positionMs;
    copy(addressOfTime(Math.round(timeMs / LINK_STEP_MS) * LINK_STEP_MS), linkCopied(formatClock(timeMs)));
  };
  return (
    <Button {...style} size="small" className={clsx("justify-center", className)} onClick={copyLink}>
      <Link2 aria-hidden className="size-4" />
      <span ref={label} className="tabular-nums" />
    </Button>
  );
}
