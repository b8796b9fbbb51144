"use client";
import { Pause, Play, RotateCcw } from "lucide-react";
import { uploads } from "@/components/upload/upload-store";
import type { UploadView } from "@/components/upload/upload-view";
import { Button } from "@/components/ui/button";

/** Pause and Resume of an upload of this tab, whichever applies. The one takes the other's place, and keeps the focus. */
export function UploadControls({ upload }: { upload: UploadView }) {
  const { id, phase } = upload;
  const paused = phase === "paused";
  const running = phase === "announcing" || phase === "waiting" || phase === "sending" || phase === "lost";
  const Icon = paused ? Play : Pause;
  return (
    <>
      {(running || paused) && (
        <Button variant="quiet" size="small" onClick={() => (paused ? uploads.resume(id) : uploads.pause(id))}>
          <Icon aria-hidden className="size-4" />
          {paused ? "Resume" : "Pause"}
        </Button>
      )}
      {phase === "lost" && (
        <Button variant="quiet" size="small" onClick={() => uploads.resume(id)}>
          <Play aria-hidden className="size-4" />
          Resume
        </Button>
      )}
      {upload.canRestart && (
        <Button variant="quiet" size="small" onClick={() => uploads.restart(id)}>
          <RotateCcw aria-hidden className="size-4" />
          Start again
        </Button>
      )}
    </>
  );
}
