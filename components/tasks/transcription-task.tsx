"use client";
import { Provenance } from "@/components/tasks/provenance";
import { TaskActions } from "@/components/tasks/task-actions";
import { TaskStatus } from "@/components/tasks/task-status";
import { TranscriptionPanel } from "@/components/transcript/transcription-panel";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";

const HEADING_ID = "transcription-heading";

/** A transcription on a page of its own. */
export function TranscriptionTask({ task }: { task: TranscriptionTaskDetails }) {
  return (
    <>
      <h1 id={HEADING_ID} tabIndex={-1} className="mb-6 mt-3 text-title font-semibold [overflow-wrap:anywhere]">
        <bdi>{task.recording.name}</bdi>
      </h1>
      {task.state !== "success" && <TaskStatus task={task} />}
      {task.recording.notice !== null && <p className="mt-3 text-sm text-ink-soft">{task.recording.notice}</p>}
      <TranscriptionPanel task={task} />
      <div className="mt-4">
        <TaskActions task={task} headingId={HEADING_ID} />
      </div>
      <Provenance task={task} />
    </>
  );
}
