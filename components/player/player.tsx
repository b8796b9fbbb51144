"use client";

import { useImperativeHandle, useState, type Ref } from "react";
import { LinkToNow } from "@/components/player/link-to-now";
import { MediaHost } from "@/components/player/media-host";
import type { NowPlaying } from "@/components/player/media-session";
import { Playback, type PlayableAudio, type PlayerHandle } from "@/components/player/playback";
import { PlayerControls } from "@/components/player/player-controls";
import { SpokenText } from "@/components/player/spoken-text";
import { TrackRange } from "@/components/player/track-range";
import { TrackView } from "@/components/player/track-view";
import { useLinkedTime } from "@/components/player/use-linked-time";
import { Waveform } from "@/components/player/waveform";
import { useCopyNote } from "@/components/ui/use-copy-note";
import type { TimedWord } from "@/lib/transcripts/word-timing";

export interface PlayerProps {
  audio: PlayableAudio;
  /** Answers `{ durationMs, peaks }`; null where there are none, and the player shows a plain track. */
  peaksUrl: string | null;
  /** The text as the person wrote it; null where it is not to be shown. */
  text: string | null;
  /** With them the current word of the text is lit. */
  words: readonly TimedWord[] | null;
  /** Names the player, to tell it from others on the page. */
  title: string;
  /** What the system shows of it while it plays. */
  nowPlaying: NowPlaying;
  /** Whether the time in the page's address is meant for this player. */
  followsLink?: boolean;
  /** Whether it offers such links; the page's address must be this player's. */
  offersLinks?: boolean;
  ref?: Ref<PlayerHandle>;
}

/** Plays one audio: waveform, seeking, speed and the text, word by word where they have times. Other audio is another player. */
export function Player(props: PlayerProps) {
  return <AudioPlayer key={props.audio.url} {...props} />;
}

function AudioPlayer({ audio, peaksUrl, words, text, title, nowPlaying, followsLink = false, offersLinks = false, ref }: PlayerProps) {
  const [playback] = useState(() => new Playback(audio));
  const [view] = useState(() => new TrackView());
  const { stretch } = useLinkedTime(playback, followsLink);
  useImperativeHandle(ref, () => playback, [playback]);
  return (
    <div role="group" aria-label={title} className="grid gap-4">
      <MediaHost playback={playback} nowPlaying={nowPlaying} />
      <PlayerControls playback={playback} view={view}>
        {peaksUrl !== null && <Waveform playback={playback} view={view} peaksUrl={peaksUrl} active />}
        {stretch !== null && <TrackRange view={view} durationMs={audio.durationMs} {...stretch} />}
      </PlayerControls>
      {text !== null && <SpokenText playback={playback} text={text} words={words} quotedAs={offersLinks ? title : null} />}
      {offersLinks && <MomentLink playback={playback} />}
    </div>
  );
}

/** A link to where the playback is, for who wants to point others there. */
function MomentLink({ playback }: { playback: Playback }) {
  const { note, copy } = useCopyNote();
  return (
    <div className="-mx-2.5 -my-1.5 flex flex-wrap items-center gap-x-2 noscript:hidden">
      <LinkToNow playback={playback} copy={copy} variant="quiet" />
      <span role="status" className="text-label text-ink-soft">
        {note}
      </span>
    </div>
  );
}
