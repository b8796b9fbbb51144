import type { PlayerHandle } from "@/components/player/playback";

/**
 * Has a playback stop at a place, in milliseconds, when it plays there from before; not when somebody jumps over it, and not when it is
 * played on from there. The answer ends that.
 */
export function stopAt(playback: Pick<PlayerHandle, "positionMs" | "getState" | "pause" | "seek" | "onPosition" | "onSeek">, endMs: number): () => void {
  let previousMs = playback.positionMs;
  let jumped = false;
  const ends = [
    playback.onSeek(() => (jumped = true)),
    playback.onPosition((positionMs) => {
      const arrives = !jumped && playback.getState().playing && previousMs < endMs && positionMs >= endMs;
      previousMs = positionMs;
      jumped = false;
      if (!arrives) return;
      playback.pause();
      playback.seek(endMs);
    }),
  ];
  return () => ends.forEach((end) => end());
}
