import { useSyncExternalStore } from "react";
import { INITIAL_STATE, type Playback, type PlaybackState } from "@/components/player/playback";

/** Whether a playback plays, waits, how fast it is, and what went wrong with it. */
export function usePlaybackState(playback: Playback): PlaybackState {
  return useSyncExternalStore(playback.subscribe, playback.getState, () => INITIAL_STATE);
}
