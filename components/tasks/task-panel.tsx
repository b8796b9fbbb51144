"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { listOf } from "@/components/tasks/list-of-task";
import { SpeechTask } from "@/components/tasks/speech-task";
import { TranscriptionTask } from "@/components/tasks/transcription-task";
import { useFollowTasks } from "@/components/tasks/use-follow-tasks";
import { NothingHere } from "@/components/ui/nothing-here";
import { RefusedError } from "@/lib/http/fetch-json";
import { taskQuery } from "@/lib/tasks/queries";

/** One task: where it is or what came of it, and where it comes from. `givenAs` names its transcript for the server's rendering. */
export function TaskPanel({ taskId, givenAs }: { taskId: string; givenAs: string | null }) {
  const { data: task, error } = useQuery(taskQuery(taskId));
  useFollowTasks(task === undefined ? [] : [task]);
  // What is shown stays while it cannot be read again, unless it is gone.
  if (task === undefined || (error instanceof RefusedError && error.status === 404)) {
    return (
      <div role="alert">
        <NothingHere />
      </div>
    );
  }
  return (
    <div className={task.kind === "speech" ? "mx-auto max-w-3xl" : "mx-auto max-w-5xl"}>
      <Link href={listOf(task)} className="inline-flex items-center gap-1.5 rounded text-sm print:hidden text-ink-soft hover:text-ink pointer-coarse:py-3">
        <ArrowLeft aria-hidden className="size-4" />
        {task.kind === "speech" ? "Text to speech" : "Speech to text"}
      </Link>
      {task.kind === "speech" ? <SpeechTask task={task} /> : <TranscriptionTask task={task} givenAs={givenAs} />}
    </div>
  );
}
