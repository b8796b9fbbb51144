"use client";
import { Provenance } from "@/components/tasks/provenance";
import { TaskActions } from "@/components/tasks/task-actions";
import { TaskStatus } from "@/components/tasks/task-status";
import { TranscribeAgain } from "@/components/transcript/transcribe-again";
import { TranscriptionPanel } from "@/components/transcript/transcription-panel";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";

const HEADING_ID = "transcription-heading";

/** A transcription on a page of its own; `givenAs` is of its transcript, for the server's rendering. */
export function TranscriptionTask({ task, givenAs }: { task: TranscriptionTaskDetails; givenAs: string | null }) {
  return (
    <>
      <h1 id={HEADING_ID} tabIndex={-1} className="mt-3 mb-1 text-title font-semibold wrap-anywhere">
        <bdi>{task.recording.name}</bdi>
      </h1>
      {task.state !== "success" && (
        <div className="my-4">
          <TaskStatus task={task} />
        </div>
      )}
      <TranscriptionPanel task={task} givenAs={givenAs} />
      <div className="mt-6 flex flex-wrap items-start gap-x-3 print:hidden">
        {task.recording.state !== "refused" && <TranscribeAgain task={task} />}
        <TaskActions task={task} headingId={HEADING_ID} sharedElsewhere />
      </div>
      <Provenance task={task} />
    </>
  );
}
