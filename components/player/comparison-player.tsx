"use client";

import { useEffect, useId, useState, type ReactNode } from "react";
import { MediaHost } from "@/components/player/media-host";
import { Playback, type PlayableAudio } from "@/components/player/playback";
import { PlayerControls } from "@/components/player/player-controls";
import { SpokenText } from "@/components/player/spoken-text";
import { TrackView } from "@/components/player/track-view";
import { Waveform } from "@/components/player/waveform";
import { mapPosition, type TimedWord } from "@/lib/transcripts/word-timing";

/** One reading of the text. */
export interface ComparedTake {
  readonly id: string;
  /** What tells it from the others: the name of the voice. */
  readonly label: string;
  readonly audio: PlayableAudio;
  readonly peaksUrl: string | null;
  readonly words: readonly TimedWord[] | null;
}

export interface ComparisonPlayerProps {
  takes: readonly ComparedTake[];
  /** The text that all takes read. */
  text: string;
  title: string;
  /** What the text is about, in a few words. */
  about: string;
  /** What the parent says of the take being heard, for example its settings. */
  renderActive?: (takeId: string) => ReactNode;
}

type Playbacks = ReadonlyMap<string, Playback>;

/** One player for several takes of a text: a switch goes on at the same word, playing or not, at the same speed. */
export function ComparisonPlayer({ takes, text, title, about, renderActive }: ComparisonPlayerProps) {
  const radioName = useId();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [playbacks, setPlaybacks] = useState<Playbacks>(() => keepPlaybacks(new Map(), takes));
  const [view] = useState(() => new TrackView());
  const kept = keepPlaybacks(playbacks, takes);
  if (kept !== playbacks) setPlaybacks(kept);
  usePlayed(playbacks, setActiveId);

  const active = takes.find((take) => take.id === activeId) ?? takes[0];
  const playback = active && kept.get(active.id);
  if (!active || !playback) return null;

  const switchTo = (take: ComparedTake) => {
    const next = kept.get(take.id);
    if (!next || next === playback) return;
    const from = { durationMs: playback.durationMs, words: active.words };
    const to = { durationMs: next.durationMs, words: take.words };
    const { playing, rate } = playback.getState();
    const position = mapPosition(from, to, playback.positionMs);
    playback.pause();
    next.setRate(rate);
    next.seek(position);
    if (playing) next.play();
    setActiveId(take.id);
  };

  return (
    <div role="group" aria-label={title} className="grid gap-4">
      <div role="radiogroup" aria-label="Compare takes" className="flex flex-wrap gap-1.5">
        {takes.map((take) => (
          <label
            key={take.id}
            className="cursor-pointer rounded-full border border-line px-3.5 py-1.5 text-sm text-ink-soft outline-offset-2 outline-accent select-none hover:text-ink has-checked:border-accent has-checked:bg-accent has-checked:text-accent-ink has-focus-visible:outline-2 pointer-coarse:py-3"
          >
            <input type="radio" name={radioName} value={take.id} checked={take === active} onChange={() => switchTo(take)} className="sr-only" />
            {take.label}
          </label>
        ))}
      </div>
      {takes.map((take) => {
        const own = kept.get(take.id);
        return own && <MediaHost key={take.id} playback={own} nowPlaying={{ title: about, artist: take.label }} />;
      })}
      <PlayerControls playback={playback} view={view}>
        {takes.some((take) => take.peaksUrl !== null) &&
          takes.map((take) => {
            const own = kept.get(take.id);
            return own && take.peaksUrl !== null && <Waveform key={take.id} playback={own} view={view} peaksUrl={take.peaksUrl} active={take === active} />;
          })}
      </PlayerControls>
      <SpokenText playback={playback} text={text} words={active.words} />
      {renderActive?.(active.id)}
    </div>
  );
}

/** A playback for each take: those that there are, and new ones for new takes. The same map where nothing changed. */
function keepPlaybacks(playbacks: Playbacks, takes: readonly ComparedTake[]): Playbacks {
  const next = new Map(
    takes.map((take) => {
      const existing = playbacks.get(take.id);
      return [take.id, existing?.audio.url === take.audio.url ? existing : new Playback(take.audio)];
    }),
  );
  const same = next.size === playbacks.size && [...next].every(([id, playback]) => playbacks.get(id) === playback);
  return same ? playbacks : next;
}

/** The take that is played, by whatever means, is the one to see; and the others load too, so that a switch is heard at once. */
function usePlayed(playbacks: Playbacks, onPlayed: (id: string) => void): void {
  useEffect(() => {
    const ends = [...playbacks].map(([id, playback]) =>
      playback.subscribe(() => {
        if (!playback.getState().playing) return;
        onPlayed(id);
        playbacks.forEach((other) => other.warm());
      }),
    );
    return () => ends.forEach((end) => end());
  }, [playbacks, onPlayed]);
}
