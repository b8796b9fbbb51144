"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ReadProblem } from "@/components/connection/read-problem";
import { TaskRow } from "@/components/history/task-row";
import { useFollowTasks } from "@/components/tasks/use-follow-tasks";
import { Button } from "@/components/ui/button";
import { transcriptionsQuery } from "@/lib/tasks/queries";

const HEADING_ID = "transcripts-heading";
/** The list's element, for who brings it into view. */
export const TRANSCRIPTS_ID = "transcripts";

/** The transcripts made here, newest first. It follows the unfinished to their end, and recordings while they are read. */
export function TranscriptList({ followRecordings }: { followRecordings: boolean }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(transcriptionsQuery);
  const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
  useFollowTasks(tasks, followRecordings);
  return (
    <section aria-labelledby={HEADING_ID} className="border-t border-line pt-6">
      <h2 id={HEADING_ID} tabIndex={-1} className="rounded text-lg font-semibold tracking-tight">
        Transcripts
      </h2>
      <ReadProblem what="Your transcripts" error={error} onRetry={() => void refetch()} />
      {tasks.length === 0 && (error === null || data !== undefined) && (
        <p className="mt-3 text-sm text-ink-soft">
          Press <strong className="font-medium text-ink">Transcribe</strong>, and the transcript appears here to be read and heard, newest first. It stays after you leave.
        </p>
      )}
      {tasks.length > 0 && (
        <ul id={TRANSCRIPTS_ID} aria-label="Transcripts" className="mt-4 divide-y divide-line rounded-2xl border border-line bg-surface shadow-raised">
          {tasks.map((task) => (
            <li key={task.id} className="scroll-mb-6">
              <TaskRow task={task} heading="h3" headingId={HEADING_ID} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Reading older transcripts…" : "Show older transcripts"}
        </Button>
      )}
    </section>
  );
}
