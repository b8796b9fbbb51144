"use client";
import { clsx } from "clsx";
import { CircleAlert, CircleSlash, Clock3, LoaderCircle } from "lucide-react";
import { LocalTime } from "@/components/locale/local-time";
import { useFormats } from "@/components/locale/reader-locale";
import type { TaskView } from "@/lib/tasks/schema";
import { isUnfinished } from "@/lib/tasks/states";

const WORDS = {
  pending: "Waiting to be sent",
  submitting: "Sending",
  unconfirmed: "No answer yet",
  waiting: "Accepted, waiting for the engine",
  queuing: "In the engine's queue",
  generating: "Speaking",
  keeping: "Saving the audio",
  success: "Ready",
  fail: "Failed",
  cancelled: "Cancelled before it was sent",
} as const satisfies Record<TaskView["state"], string>;

const TRANSCRIPTION_WORDS: Record<TaskView["state"], string> = { ...WORDS, generating: "Transcribing", keeping: "Saving the transcript" };

const NEXT: Partial<Record<TaskView["state"], string>> = {
  pending: "sent next",
  submitting: "then it is accepted",
  waiting: "then it is spoken",
  queuing: "then it is spoken",
  generating: "then it is saved here",
  keeping: "then you can play it",
};

const TRANSCRIPTION_NEXT: typeof NEXT = {
  ...NEXT,
  waiting: "then it is transcribed",
  queuing: "then it is transcribed",
  keeping: "then you can read it",
};

/** Where a task is, and what comes next, in words. */
function describe(task: TaskView): { now: string; next: string | undefined } {
  if (task.kind === "speech") return { now: WORDS[task.state], next: NEXT[task.state] };
  if (task.state === "pending" && task.recording.state === "arriving") {
    return { now: task.recording.origin === "url" ? "Fetching the recording" : "Waiting for the upload", next: "then it is read and sent" };
  }
  if (task.state === "pending" && task.recording.state === "preparing") return { now: "Reading the recording", next: "then it is sent" };
  return { now: TRANSCRIPTION_WORDS[task.state], next: TRANSCRIPTION_NEXT[task.state] };
}

/** Where a task is, since when, what comes next, and what went wrong in whose words. */
export function TaskStatus({ task }: { task: TaskView }) {
  const formats = useFormats();
  const { now, next } = describe(task);
  const unfinished = isUnfinished(task.state);
  const Icon = task.state === "pending" ? Clock3 : unfinished ? LoaderCircle : task.state === "cancelled" ? CircleSlash : CircleAlert;
  const failed = task.state === "fail" || task.state === "unconfirmed";
  return (
    <div className={clsx("rounded-lg px-4 py-3 text-sm", failed ? "bg-danger-soft" : "bg-surface-sunken")}>
      <p role="status" className={clsx("flex items-center gap-2 font-medium", failed && "text-danger")}>
        <Icon aria-hidden className={clsx("size-4 shrink-0", Icon === LoaderCircle && "animate-spin text-accent")} />
        {now}
      </p>
      <p suppressHydrationWarning className="mt-0.5 pl-6 text-label text-ink-soft">
        Since <LocalTime at={task.stateSince} kind="clock" />
        {task.placeInQueue !== null && task.placeInQueue > 1 && ` · place ${formats.count(task.placeInQueue)} in the queue`}
        {next !== undefined && ` · ${next}`}
      </p>
      {task.failure !== null && (
        <div className="mt-2 pl-6">
          <p>{task.failure.message}</p>
          {task.failure.vendorMessage !== null && (
            <p className="mt-1 text-label text-ink-soft">
              The service&rsquo;s own words{task.failure.vendorCode === null ? "" : ` (code ${task.failure.vendorCode})`}:{" "}
              <q className="font-mono wrap-anywhere">{task.failure.vendorMessage}</q>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
