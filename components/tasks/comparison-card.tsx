"use client";
import { useQueries } from "@tanstack/react-query";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import type { ComparedTake } from "@/components/player/comparison-player";
import { LocalTime } from "@/components/locale/local-time";
import { SettingList } from "@/components/tasks/setting-list";
import { TaskActions } from "@/components/tasks/task-actions";
import { firstWords } from "@/lib/speech/first-words";
import { TaskStatus } from "@/components/tasks/task-status";
import type { SpeechInput } from "@/lib/speech/settings";
import { wordsQuery } from "@/lib/tasks/queries";
import type { SpeechTaskView } from "@/lib/tasks/schema";

/** It comes with the first comparison. */
const ComparisonPlayer = dynamic(() => import("@/components/player/comparison-player").then((code) => code.ComparisonPlayer));

/** The takes of one comparison: one player that switches between them, and where the unfinished ones are. */
export function ComparisonCard({ takes, onReuse }: { takes: readonly SpeechTaskView[]; onReuse: (input: SpeechInput) => void }) {
  const words = useQueries({
    queries: takes.map((take) => ({ ...wordsQuery(take.wordsUrl ?? ""), enabled: take.wordsUrl !== null })),
    combine: (results) => results.map((result) => result.data ?? null),
  });
  const playable = useMemo(
    () =>
      takes.flatMap((take, index): ComparedTake[] =>
        take.audio === null
          ? []
          : [
              {
                id: take.id,
                label: take.input.voice,
                audio: { url: take.audio.url, durationMs: take.audio.durationMs ?? 0, contentType: take.audio.contentType },
                peaksUrl: take.peaksUrl,
                words: words[index] ?? null,
              },
            ],
      ),
    [takes, words],
  );
  const text = takes[0]?.input.text ?? "";
  const title = `${takes.map((take) => take.input.voice).join(", ")}: ${firstWords(text)}`;
  return (
    <article aria-label={title} className="rounded-2xl border border-line bg-surface p-card shadow-raised">
      <header className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className={clsx("min-w-0 font-medium short-title", playable.length === 0 && "grow basis-48 max-sm:basis-full")}>
          {takes.length} voices <span className={playable.length === 0 ? "ml-1 font-normal text-ink-soft" : "sr-only"}>{firstWords(text)}</span>
        </h3>
        {takes[0] !== undefined && <LocalTime at={takes[0].createdAt} kind="minute" className="shrink-0 text-label text-ink-soft" />}
      </header>
      {playable.length > 0 && (
        <ComparisonPlayer
          takes={playable}
          text={text}
          title={title}
          about={firstWords(text)}
          renderActive={(takeId) => {
            const take = takes.find((candidate) => candidate.id === takeId);
            return (
              take !== undefined && (
                <div className="space-y-2">
                  <SettingList take={take} />
                  <TaskActions key={take.id} task={take} voice={take.input.voice} onReuse={() => onReuse(take.input)} headingId="takes-heading" opensPage />
                </div>
              )
            );
          }}
        />
      )}
      {takes
        .filter((take) => take.audio === null)
        .map((take) => (
          <section key={take.id} aria-label={take.input.voice} className="mt-4 space-y-2">
            <h4 className="text-sm font-medium">{take.input.voice}</h4>
            <TaskStatus task={take} />
            <TaskActions task={take} onReuse={() => onReuse(take.input)} headingId="takes-heading" />
          </section>
        ))}
    </article>
  );
}
