"use client";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useCode } from "@/components/connection/use-code";
import { Button } from "@/components/ui/button";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** Opens the dialog that transcribes the same recording with other settings. */
export function TranscribeAgain({ task }: { task: TranscriptionTaskView }) {
  const { code, ask, note } = useCode(() => import("@/components/transcript/transcribe-again-dialog"));
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" size="small" onClick={() => void ask().then(setOpen)}>
        <RefreshCw aria-hidden className="size-4" />
        {task.canRetry ? "Transcribe with other settings" : "Transcribe again"}
      </Button>
      {note !== "" && (
        <span role="status" className="text-label text-ink-soft">
          {note}
        </span>
      )}
      {open && code !== null && <code.TranscribeAgainDialog task={task} onClose={() => setOpen(false)} />}
    </>
  );
}
