"use client";

import clsx from "clsx";
import { ChevronDown, CircleAlert, Pause, Play } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { formatClock } from "@/components/player/clock";
import type { Playback, PlaybackFailure } from "@/components/player/playback";
import { usePlaybackState } from "@/components/player/use-playback-state";
import { RATES } from "@/components/player/playback-rate";
import { SeekTrack } from "@/components/player/seek-track";
import type { TrackView } from "@/components/player/track-view";

interface PlayerControlsProps {
  playback: Playback;
  view: TrackView;
  /** The waveforms, if there are any. */
  children: ReactNode;
}

/** Play and pause, waveform and seeking, clock, speed, and what went wrong, for one playback. */
export function PlayerControls({ playback, view, children }: PlayerControlsProps) {
  return (
    <div className="@container noscript:hidden">
      <div className="grid grid-cols-start-fill items-center gap-x-4 gap-y-1.5 @2xl:grid-cols-start-fill-end @2xl:gap-x-5">
        <PlayButton playback={playback} />
        <SeekTrack playback={playback} view={view}>
          {children}
        </SeekTrack>
        <div className="col-start-2 flex flex-wrap items-center justify-between gap-x-3 @max-xs:col-span-2 @max-xs:col-start-1 @2xl:col-start-3 @2xl:flex-nowrap @2xl:flex-col @2xl:items-end @2xl:gap-1.5">
          <Clock playback={playback} />
          <SpeedSelect playback={playback} />
        </div>
      </div>
      <PlaybackProblem playback={playback} />
    </div>
  );
}

/** Plays and pauses. */
export function PlayButton({ playback }: { playback: Playback }) {
  const { playing, waiting } = usePlaybackState(playback);
  const Icon = playing ? Pause : Play;
  return (
    <button
      type="button"
      aria-label={playing ? "Pause" : "Play"}
      onClick={playback.toggle}
      className="relative grid size-12 shrink-0 place-items-center rounded-full bg-accent text-accent-ink outline-offset-2 outline-accent focus-visible:outline-2 motion-safe:transition-transform motion-safe:active:scale-95"
    >
      <Icon aria-hidden className={clsx("size-5 fill-current", !playing && "translate-x-px")} strokeWidth={1.5} />
      {waiting && <span aria-hidden className="absolute -inset-1 rounded-full border-2 border-accent border-t-transparent motion-safe:animate-spin" />}
    </button>
  );
}

/** How fast it plays; the pitch stays. */
export function SpeedSelect({ playback }: { playback: Playback }) {
  const { rate } = usePlaybackState(playback);
  return (
    <span className="relative">
      <select
        aria-label="Playback speed"
        value={String(rate)}
        onChange={(event) => playback.setRate(Number(event.target.value))}
        className="h-7 cursor-pointer appearance-none rounded-md border border-line bg-transparent pr-6 pl-2 text-sm text-ink-soft tabular-nums outline-offset-2 outline-accent hover:text-ink focus-visible:outline-2 pointer-coarse:h-11 pointer-coarse:pl-3"
      >
        {RATES.map((value) => (
          <option key={value} value={String(value)} className="bg-surface text-ink">
            {value}×
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-1.5 size-3.5 -translate-y-1/2 text-ink-soft" />
    </span>
  );
}

/** Where playback is, and how long all of it is. */
export function Clock({ playback }: { playback: Playback }) {
  const elapsed = useRef<HTMLSpanElement>(null);
  const total = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (positionMs: number) => {
      setText(elapsed.current, formatClock(positionMs));
      setText(total.current, formatClock(playback.durationMs));
    };
    show(playback.positionMs);
    return playback.onPosition(show);
  }, [playback]);
  return (
    <span dir="ltr" className="text-sm whitespace-nowrap text-ink-soft tabular-nums">
      <span ref={elapsed} className="text-ink">
        {formatClock(0)}
      </span>
      {" / "}
      <span ref={total}>{formatClock(playback.audio.durationMs)}</span>
    </span>
  );
}

function setText(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

const SENTENCES: Record<PlaybackFailure, string> = {
  blocked: "The browser did not allow the audio to start. Press Play again.",
  network: "The audio stopped loading. Check the connection and press Play again.",
  unsupported: "This browser cannot play this kind of audio.",
  unplayable: "This audio could not be played. Load the page again, in case it has changed.",
};

/** What went wrong, where something did. */
export function PlaybackProblem({ playback }: { playback: Playback }) {
  const { failure } = usePlaybackState(playback);
  if (failure === null) return null;
  return (
    <p role="alert" className="mt-2 flex items-start gap-2 text-sm text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {SENTENCES[failure]}
        {failure === "unsupported" && (
          <>
            {" "}
            <a href={playback.audio.url} download className="rounded-sm underline underline-offset-2 outline-offset-2 outline-accent focus-visible:outline-2">
              Download it instead
            </a>
            .
          </>
        )}
      </span>
    </p>
  );
}
