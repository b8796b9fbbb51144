"use client";
import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import { Provenance } from "@/components/tasks/provenance";
import { TaskActions } from "@/components/tasks/task-actions";
import { TaskStatus } from "@/components/tasks/task-status";
import { TranscribeAgain } from "@/components/transcript/transcribe-again";
import { TranscriptTitle } from "@/components/transcript/transcript-title";
import { TranscriptionPanel } from "@/components/transcript/transcription-panel";
import { Button } from "@/components/ui/button";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";

/** A transcription on a page of its own; `givenAs` is of its transcript, for the server's rendering. */
export function TranscriptionTask({ task, givenAs }: { task: TranscriptionTaskDetails; givenAs: string | null }) {
  const [renaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const finished = task.state === "success";
  const stopRenaming = () => {
    setRenaming(false);
    if (document.activeElement?.closest("h1") != null) renameButton.current?.focus();
  };
  const actions = (
    <div className="flex flex-wrap items-start gap-x-3.5 sm:-mr-2.5 sm:max-w-lg print:hidden">
      <div className="-ml-2.5 flex flex-wrap items-center gap-x-1">
        {finished && (
          <Button ref={renameButton} variant="quiet" size="small" aria-disabled={renaming} onClick={() => setRenaming(true)}>
            <Pencil aria-hidden className="size-4" />
            Rename
          </Button>
        )}
        {task.recording.state !== "refused" && <TranscribeAgain task={task} />}
      </div>
      <TaskActions task={task} headingId={null} sharedElsewhere />
    </div>
  );
  return (
    <>
      <div className="mt-3 mb-1 flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <TranscriptTitle task={task} renaming={renaming} onClose={stopRenaming} />
        {finished && actions}
      </div>
      {!finished && (
        <div className="my-4">
          <TaskStatus task={task} />
        </div>
      )}
      <TranscriptionPanel task={task} givenAs={givenAs} />
      {!finished && <div className="mt-6">{actions}</div>}
      <Provenance task={task} />
    </>
  );
}
