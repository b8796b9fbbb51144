"use client";
import { FileText, Volume2 } from "lucide-react";
import Link from "next/link";
import { LocalTime } from "@/components/locale/local-time";
import { useFormats } from "@/components/locale/reader-locale";
import { formatClock } from "@/components/player/clock";
import { languageName } from "@/components/transcript/language-name";
import { describeWordCount } from "@/components/transcript/word-count";
import { TaskActions } from "@/components/tasks/task-actions";
import { TaskStatus } from "@/components/tasks/task-status";
import { titleOfTask } from "@/components/tasks/title-of-task";
import { WaitingUpload } from "@/components/upload/waiting-upload";
import { FactList } from "@/components/ui/fact-list";
import type { Formats } from "@/lib/locale/formats";
import { findSpeechModel } from "@/lib/speech/models";
import type { TaskView } from "@/lib/tasks/schema";

/** A task as a line of a list: what it is, where it is, and what can be done with it. `headingId` is of the list's own heading. */
export function TaskRow({ task, heading: Heading, headingId }: { task: TaskView; heading: "h2" | "h3"; headingId: string }) {
  const formats = useFormats();
  const title = titleOfTask(task);
  const Icon = task.kind === "speech" ? Volume2 : FileText;
  const arrives = task.kind === "transcription" && task.recording.state === "arriving" && task.recording.origin !== "url";
  const waits = arrives && task.state === "pending";
  return (
    <article aria-label={title} className="flex gap-3 px-card pb-1.5 pt-4">
      <Icon aria-hidden className="mt-0.5 pointer-coarse:mt-3 size-5 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1">
        <header className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Heading className="min-w-0 grow basis-44 font-medium max-sm:basis-full short-title">
            <Link href={`/tasks/${task.id}`} title={title} className="rounded pointer-coarse:inline-block pointer-coarse:py-2.5 hover:underline hover:underline-offset-4">
              <bdi>{title}</bdi>
            </Link>
          </Heading>
          <LocalTime at={task.createdAt} kind="minute" className="shrink-0 text-label tabular-nums text-ink-soft" />
        </header>
        <FactList label={task.kind === "speech" ? "About the take" : "About the transcript"} facts={describe(task, formats)} className="text-label" />
        {!waits && task.state !== "success" && (
          <div className="mt-2">
            <TaskStatus task={task} />
          </div>
        )}
        {arrives && <WaitingUpload task={task} />}
        <TaskActions task={task} headingId={headingId} opensPage />
      </div>
    </article>
  );
}

/** The facts of a task in a few words each. */
function describe(task: TaskView, formats: Formats): string[] {
  const durationMs = task.audio?.durationMs ?? (task.kind === "transcription" ? task.recording.durationMs : null);
  const duration = durationMs === null ? [] : [formatClock(durationMs)];
  if (task.kind === "speech") {
    const model = findSpeechModel(task.input.model)?.label ?? task.input.model;
    return ["Speech", ...duration, model, ...(task.comparisonId === null ? [] : ["Part of a comparison"])];
  }
  const { wordCount, input } = task;
  const words = wordCount === null ? [] : [describeWordCount(wordCount, formats)];
  return ["Transcript", ...duration, ...words, ...(input.languageCode === "" ? [] : [languageName(input.languageCode)])];
}
