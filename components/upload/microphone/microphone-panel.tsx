"use client";
import { LoaderCircle, Mic, Pause, Play, Square } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { microphone, type MicrophoneView, type Recorded } from "@/components/upload/microphone/microphone";
import { formatClock } from "@/components/player/clock";
import { Button } from "@/components/ui/button";

const AT_REST: MicrophoneView = microphone.getSnapshot();

/** Records with the microphone; what was recorded is given when it is stopped. */
export function MicrophonePanel({ onRecorded }: { onRecorded: (recorded: Recorded) => void }) {
  const { phase, elapsedMs, problem, warning } = useSyncExternalStore(microphone.subscribe, microphone.getSnapshot, () => AT_REST);
  const running = phase === "recording" || phase === "paused";
  return (
    <section aria-label="Microphone" className="contents">
      {running ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-surface px-4 py-1.5">
          <span aria-hidden className={phase === "paused" ? "size-2.5 rounded-full bg-line-strong" : "size-2.5 animate-pulse rounded-full bg-danger"} />
          <span role="timer" aria-label="Recorded" className="min-w-12 font-mono text-sm tabular-nums">
            {formatClock(elapsedMs)}
          </span>
          <LevelMeter />
          <Button size="small" onClick={phase === "paused" ? microphone.resume : microphone.pause}>
            {phase === "paused" ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
            {phase === "paused" ? "Resume" : "Pause"}
          </Button>
          <Button size="small" variant="primary" onClick={microphone.stop}>
            <Square aria-hidden className="size-3.5 fill-current" />
            Stop
          </Button>
        </div>
      ) : (
        <Button className="min-h-11 max-sm:w-full max-sm:justify-center" aria-busy={phase === "asking"} onClick={() => void microphone.start(onRecorded)}>
          {phase === "asking" ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <Mic aria-hidden className="size-4 text-accent" />}
          Record
        </Button>
      )}
      <p role="status" className="sr-only">
        {phase === "asking" ? "Waiting for your permission to use the microphone" : phase === "recording" ? "The microphone records" : phase === "paused" ? "Paused" : ""}
      </p>
      {phase === "asking" && <p className="-mt-2.5 text-label text-ink-soft sm:col-span-full">The browser asks whether this page may use the microphone.</p>}
      {(problem ?? warning) !== null && (
        <p role="alert" className="-mt-2.5 text-label text-danger sm:col-span-full">
          {problem ?? warning}
        </p>
      )}
    </section>
  );
}

/** How loud the microphone is now, drawn once a frame outside of React. */
function LevelMeter() {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let shown = 0;
    let frame = 0;
    const draw = () => {
      // Falls slowly, as a needle does; the root makes quiet speech visible.
      shown = Math.max(Math.sqrt(microphone.level()), shown * 0.92);
      if (bar.current !== null) bar.current.style.transform = `scaleX(${shown})`;
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div aria-hidden className="h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-line">
      <div ref={bar} className="h-full origin-left scale-x-0 bg-accent" />
    </div>
  );
}
