"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ComparisonCard } from "@/components/tasks/comparison-card";
import { ReadProblem } from "@/components/connection/read-problem";
import { groupTakes } from "@/components/tasks/group-takes";
import { TakeCard } from "@/components/tasks/take-card";
import { useFollowTasks } from "@/components/tasks/use-follow-tasks";
import { Button } from "@/components/ui/button";
import type { SpeechInput } from "@/lib/speech/settings";
import { takesQuery } from "@/lib/tasks/queries";

/** The list's element, for who brings it into view. */
export const TAKES_ID = "takes";

/** What was made here, newest first; it follows unfinished takes to their end. */
export function TakeList({ onReuse }: { onReuse: (input: SpeechInput) => void }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(takesQuery);
  const takes = data?.pages.flatMap((page) => page.tasks) ?? [];
  useFollowTasks(takes);
  const groups = groupTakes(takes);

  return (
    <section aria-labelledby="takes-heading" className="border-t border-line pt-6">
      <h2 id="takes-heading" tabIndex={-1} className="rounded text-lg font-semibold tracking-tight">
        Takes
      </h2>
      <ReadProblem what="Your takes" error={error} onRetry={() => void refetch()} />
      {groups.length === 0 && (error === null || data !== undefined) && (
        <p className="mt-3 text-sm text-ink-soft">
          Press <strong className="font-medium text-ink">Generate speech</strong>, and the take appears here to be heard, newest first. It stays after you leave.
        </p>
      )}
      <ul id={TAKES_ID} aria-label="Takes" className="mt-4 space-y-4">
        {groups.map((group) => (
          <li key={group.id} className="scroll-mb-6">
            {group.takes.length === 1 ? (
              group.takes.map((take) => <TakeCard key={take.id} take={take} onReuse={onReuse} />)
            ) : (
              <ComparisonCard takes={group.takes} onReuse={onReuse} />
            )}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Reading older takes…" : "Show older takes"}
        </Button>
      )}
    </section>
  );
}
