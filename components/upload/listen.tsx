"use client";
import { Play } from "lucide-react";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { tabActivity } from "@/components/upload/tab-activity";
import { Button } from "@/components/ui/button";

/** It comes with the first press. */
const RecordingAudio = lazy(() =>
  import("@/components/upload/recording-audio").then(
    ({ RecordingAudio: Player }) => ({ default: Player }),
    () => ({ default: UnreachedPlayer }),
  ),
);

/** Begins to listen to a recording: a `RecordingPlayer` comes in its place. Not while the microphone would hear it. */
export function ListenButton({ onPress }: { onPress: () => void }) {
  const recording = useSyncExternalStore(tabActivity.subscribe, () => tabActivity.getSnapshot().recording, () => false);
  return (
    <Button variant="quiet" size="small" disabled={recording} onClick={onPress}>
      <Play aria-hidden className="size-4" />
      Play
    </Button>
  );
}

/** What a recording is heard with that has no page of its own yet. */
export function RecordingPlayer(props: { src: string; name: string; onClose: () => void }) {
  return (
    <Suspense>
      <RecordingAudio {...props} />
    </Suspense>
  );
}

function UnreachedPlayer() {
  return (
    <p role="alert" className="mt-1 text-label text-danger">
      It could not be played. Load the page again when there is a connection.
    </p>
  );
}
