"use client";

import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { formatClock, seekTarget } from "@/components/player/clock";
import type { Playback } from "@/components/player/playback";
import type { TrackView } from "@/components/player/track-view";
import { pixelInWindow, placeInWindow } from "@/components/player/track-window";

interface SeekTrackProps {
  playback: Playback;
  view: TrackView;
  /** The waveforms, if there are any. */
  children: ReactNode;
  /** What stands below the waveforms, along the same time. */
  strip?: ReactNode;
  /** What is heard at a time, told beside it while a mouse points there. */
  labelAt?: ((timeMs: number) => string) | undefined;
}

/** A finger that moved this far sideways is dragging; until then it may be scrolling the page. */
const TOUCH_SLOP = 6;
/** A jump, rather than playing on: milliseconds between two positions. */
const JUMP_MS = 1000;

/**
 * The place where the audio is seen and sought: a dotted line that waveforms cover once they are drawn, and over all of it a
 * slider that takes clicks, drags and keys. Zoomed, it scrolls sideways.
 */
export function SeekTrack({ playback, view, children, strip, labelAt }: SeekTrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const played = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const hoverTime = useRef<HTMLSpanElement>(null);
  const pointer = useRef<{ downX: number; dragging: boolean } | null>(null);

  useEffect(() => (scroller.current && content.current ? view.attach(scroller.current, content.current) : undefined), [view]);

  useEffect(() => {
    let previousMs = playback.positionMs;
    let shownPx = Number.NaN;
    const place = (positionMs: number) => {
      if (played.current === null || cursor.current === null) return;
      cursor.current.hidden = positionMs <= 0;
      const share = playback.durationMs > 0 ? positionMs / playback.durationMs : 0;
      const px = pixelInWindow(view.window, share, view.widthPx, devicePixelRatio);
      // Three hours move by a pixel in ten seconds: nothing is to be done in most frames.
      if (px === shownPx) return;
      shownPx = px;
      // Set on the two elements themselves: a variable on the track would have all of it styled anew.
      played.current.style.clipPath = `inset(0 ${Math.max(view.widthPx - Math.max(px, 0), 0)}px 0 0)`;
      cursor.current.style.transform = `translateX(${px}px)`;
    };
    const onWindow = () => {
      if (track.current !== null) {
        track.current.dataset["zoomed"] = String(view.getState().zoom > 1);
        // Another time is under the pointer now, until that moves.
        track.current.dataset["hovered"] = "false";
      }
      shownPx = Number.NaN;
      place(playback.positionMs);
    };
    const show = (positionMs: number) => {
      const input = slider.current;
      if (track.current === null || input === null) return;
      const { durationMs } = playback;
      if (durationMs > 0 && positionMs !== previousMs) view.follow(positionMs / durationMs, Math.abs(positionMs - previousMs) > JUMP_MS);
      previousMs = positionMs;
      place(positionMs);
      const valueText = `${formatClock(positionMs)} of ${formatClock(durationMs)}`;
      // Assistive technology is told once a second, not once a frame; a jump is told at once.
      if (playback.getState().playing && valueText === input.getAttribute("aria-valuetext")) return;
      input.max = String(durationMs / 1000);
      input.value = String(positionMs / 1000);
      input.setAttribute("aria-valuetext", valueText);
    };
    show(playback.positionMs);
    const ends = [playback.onPosition(show), view.onWindow(onWindow)];
    return () => ends.forEach((end) => end());
  }, [playback, view]);

  const shareAt = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return width > 0 ? Math.min(Math.max((event.clientX - left) / width, 0), 1) : 0;
  };
  const seekTo = (event: PointerEvent) => playback.seek(shareAt(event) * playback.durationMs);

  const showHover = (share: number | null) => {
    if (track.current === null || hoverTime.current === null) return;
    const timeMs = (share ?? 0) * playback.durationMs;
    track.current.dataset["hovered"] = String(share !== null);
    track.current.style.setProperty("--hover", `${100 * placeInWindow(view.window, share ?? 0)}%`);
    hoverTime.current.textContent = [formatClock(timeMs), share === null ? "" : (labelAt?.(timeMs) ?? "")].filter((part) => part !== "").join(" · ");
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const dragging = event.pointerType !== "touch";
    pointer.current = { downX: event.clientX, dragging };
    if (dragging) seekTo(event);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === "mouse") showHover(shareAt(event));
    if (pointer.current === null) return;
    pointer.current.dragging ||= Math.abs(event.clientX - pointer.current.downX) > TOUCH_SLOP;
    if (pointer.current.dragging) seekTo(event);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (pointer.current !== null) seekTo(event);
    pointer.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.key === " " ? null : seekTarget(event.key, playback.positionMs, playback.durationMs);
    if (event.key === " ") playback.toggle();
    if (target !== null) playback.seek(target);
    if (event.key === " " || target !== null) event.preventDefault();
  };
  const onInput = () => {
    // The browser moves the slider for a pointer too, by a thumb's width less exactly than we do.
    if (pointer.current === null && slider.current !== null) playback.seek(slider.current.valueAsNumber * 1000);
  };

  return (
    <div
      ref={track}
      dir="ltr"
      {...(children ? { role: "region", "aria-label": "Waveform" } : {})}
      className="group/track relative isolate min-w-0 rounded-md outline-offset-4 outline-accent has-[input:focus-visible]:outline-2"
    >
      <div ref={scroller} className="@container overflow-x-auto overflow-y-hidden overscroll-x-contain thin-scrollbar">
        <div ref={content} className="relative">
          <div className="sticky left-0 w-container overflow-hidden">
            <div className="relative h-16 tall:@3xl:h-24">
              <div aria-hidden className="absolute inset-0 group-has-[[data-active=true][data-waveform=drawn]]/track:invisible">
                <div className="absolute inset-x-0 top-1/2 -translate-y-1/2 dotted text-wave" />
                <div ref={played} className="absolute inset-x-0 top-1/2 -translate-y-1/2 dotted clipped-away text-wave-played" />
              </div>
              {children}
            </div>
            {strip}
            <div ref={cursor} aria-hidden hidden className="pointer-events-none absolute inset-0 border-l border-cursor" />
            <div
              aria-hidden
              className="pointer-events-none absolute inset-y-0 left-(--hover,0%) w-px bg-ink-soft opacity-0 group-data-[hovered=true]/track:opacity-60"
            />
          </div>
          <input
            ref={slider}
            type="range"
            aria-label="Seek"
            aria-valuetext={`0:00 of ${formatClock(playback.audio.durationMs)}`}
            min={0}
            max={playback.audio.durationMs / 1000}
            step="any"
            defaultValue={0}
            onInput={onInput}
            onKeyDown={onKeyDown}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            onPointerLeave={() => showHover(null)}
            onPointerCancel={() => (pointer.current = null)}
            className="absolute inset-0 m-0 size-full cursor-pointer touch-pan-y appearance-none bg-transparent opacity-0 outline-none group-data-[zoomed=true]/track:touch-auto"
          />
        </div>
      </div>
      <span
        ref={hoverTime}
        aria-hidden
        className="pointer-events-none absolute top-0 left-(--hover,0%) -translate-x-(--hover) rounded-sm bg-ink px-1.5 py-0.5 text-xs leading-none whitespace-nowrap text-surface tabular-nums opacity-0 group-data-[hovered=true]/track:opacity-100"
      />
    </div>
  );
}
