"use client";
import { Pause, Play, RotateCcw } from "lucide-react";
import { uploads } from "@/components/upload/upload-store";
import type { UploadView } from "@/components/upload/upload-view";
import { Button } from "@/components/ui/button";

/** Pause and Resume of an upload of this tab, whichever applies. */
export function UploadControls({ upload }: { upload: UploadView }) {
  const { id, phase } = upload;
  const running = phase === "announcing" || phase === "waiting" || phase === "sending" || phase === "lost";
  return (
    <>
      {running && (
        <Button variant="quiet" size="small" onClick={() => uploads.pause(id)}>
          <Pause aria-hidden className="size-4" />
          Pause
        </Button>
      )}
      {(phase === "paused" || phase === "lost") && (
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
