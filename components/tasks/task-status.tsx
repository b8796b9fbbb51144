"use client";
import { clsx } from "clsx";
import { CircleAlert, CircleSlash, Clock3, LoaderCircle } from "lucide-react";
import { LocalTime } from "@/components/locale/local-time";
import { useFormats } from "@/components/locale/reader-locale";
import { describeState } from "@/components/tasks/describe-state";
import type { TaskView } from "@/lib/tasks/schema";
import { isUnfinished } from "@/lib/tasks/states";

/** Where a task is, since when, what comes next, and what went wrong in whose words. */
export function TaskStatus({ task }: { task: TaskView }) {
  const formats = useFormats();
  const { now, next } = describeState(task);
  const unfinished = isUnfinished(task.state);
  const Icon = task.state === "pending" ? Clock3 : unfinished ? LoaderCircle : task.state === "cancelled" ? CircleSlash : CircleAlert;
  const failed = task.state === "fail" || task.state === "unconfirmed";
  return (
    <div className={clsx("rounded-lg px-gutter py-3 text-sm", failed ? "bg-danger-soft" : "bg-surface-sunken")}>
      {/* What is new of it is announced with whose it is, and together with the other tasks. */}
      <p role="status" aria-live="off" className={clsx("flex items-center gap-2 font-medium", failed && "text-danger")}>
        <Icon aria-hidden className={clsx("size-4 shrink-0", Icon === LoaderCircle && "animate-spin text-accent")} />
        {now}
      </p>
      <p suppressHydrationWarning className="mt-0.5 pl-6 text-label text-ink-soft">
        {unfinished && "Since "}
        <LocalTime at={task.stateSince} kind="clock" />
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
