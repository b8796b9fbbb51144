"use client";
import { type SyntheticEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { tabActivity } from "@/components/upload/tab-activity";
import { Button } from "@/components/ui/button";

/** The browser's own player of a recording. It plays at once, alone, and is closed when the microphone begins to listen. */
export function RecordingAudio({ src, name, onClose }: { src: string; name: string; onClose: () => void }) {
  const player = useRef<HTMLAudioElement>(null);
  const [failed, setFailed] = useState(false);
  const close = useEffectEvent(onClose);
  useEffect(
    () =>
      tabActivity.subscribe(() => {
        if (!tabActivity.getSnapshot().recording) return;
        // At once: nothing of it is to be in what is recorded.
        player.current?.pause();
        close();
      }),
    [],
  );
  useEffect(() => {
    const audio = player.current;
    if (audio === null) return;
    // Not as a property: React makes the element some time before it is a part of the page, and would not hear of what fails until then.
    audio.src = src;
    // The button that was pressed is gone.
    audio.focus();
    return () => {
      audio.removeAttribute("src");
      audio.load();
    };
  }, [src, failed]);
  if (failed) {
    return (
      <p role="alert" className="mt-1 text-label text-danger">
        It could not be played.
        <Button variant="quiet" size="small" onClick={() => setFailed(false)}>
          Try again
        </Button>
      </p>
    );
  }
  return (
    // eslint-disable-next-line jsx-a11y/media-has-caption -- a recording that nobody has transcribed yet
    <audio ref={player} aria-label={`Player of ${name}`} controls autoPlay onPlay={hushOthers} onError={() => setFailed(true)} className="mt-2 h-10 w-full" />
  );
}

/** One is heard at a time, whoever made the others. */
function hushOthers({ currentTarget }: SyntheticEvent): void {
  for (const other of document.querySelectorAll("audio")) if (other !== currentTarget) other.pause();
}
