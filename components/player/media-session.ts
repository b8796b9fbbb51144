import type { Playback } from "@/components/player/playback";
import { PRODUCT } from "@/lib/product";

/** What is heard, as media keys, lock screens and headsets show it. */
export interface NowPlaying {
  readonly title: string;
  /** Who speaks. */
  readonly artist: string;
}

/** How far a headset's keys move where they do not say how far, in seconds. */
const STEP_SECONDS = 10;

/**
 * Puts a playback in the hands of the system: what plays, how far it is, and what media keys do, with `onStep` for the keys of the
 * previous and the next (null where there is neither). The answer takes all of it back.
 */
export function holdMediaSession(playback: Playback, { title, artist }: NowPlaying, onStep: ((by: 1 | -1) => void) | null): () => void {
  // Not there where the page is not served securely.
  if (!("mediaSession" in navigator)) return () => undefined;
  const { mediaSession } = navigator;
  const move = (seconds: number) => playback.seek(playback.positionMs + seconds * 1000);
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", playback.play],
    ["pause", playback.pause],
    ["seekbackward", ({ seekOffset }) => move(-(seekOffset ?? STEP_SECONDS))],
    ["seekforward", ({ seekOffset }) => move(seekOffset ?? STEP_SECONDS)],
    ["seekto", ({ seekTime }) => seekTime !== undefined && playback.seek(seekTime * 1000)],
    ...(onStep === null ? [] : ([["previoustrack", () => onStep(-1)], ["nexttrack", () => onStep(1)]] as [MediaSessionAction, () => void][])),
  ];
  mediaSession.metadata = new MediaMetadata({ title, artist, album: PRODUCT.name });
  for (const [action, handler] of actions) setHandler(action, handler);

  const show = () => {
    const { playing, rate } = playback.getState();
    const { durationMs } = playback;
    mediaSession.playbackState = playing ? "playing" : "paused";
    // Which is all that the system needs to count on by itself.
    if (durationMs > 0) mediaSession.setPositionState({ duration: durationMs / 1000, playbackRate: rate, position: Math.min(playback.positionMs, durationMs) / 1000 });
  };
  show();
  const ends = [playback.subscribe(show), playback.onSeek(show)];
  return () => {
    ends.forEach((end) => end());
    for (const [action] of actions) setHandler(action, null);
    mediaSession.setPositionState();
    mediaSession.playbackState = "none";
    mediaSession.metadata = null;
  };
}

/** A browser that does not know an action has no key for it either. */
function setHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler);
  } catch {
    return;
  }
}
