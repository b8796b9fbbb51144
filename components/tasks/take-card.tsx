"use client";
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import Link from "next/link";
import { LocalTime } from "@/components/locale/local-time";
import { firstWords } from "@/lib/speech/first-words";
import { SettingList } from "@/components/tasks/setting-list";
import { TaskActions } from "@/components/tasks/task-actions";
import { TaskStatus } from "@/components/tasks/task-status";
import { titleOfTask } from "@/components/tasks/title-of-task";
import type { SpeechInput } from "@/lib/speech/settings";
import { wordsQuery } from "@/lib/tasks/queries";
import type { SpeechTaskView } from "@/lib/tasks/schema";

/** It comes with the first take. */
const Player = dynamic(() => import("@/components/player/player").then((code) => code.Player));

/** One take: its player or where it is, its settings, and what can be done with it. */
export function TakeCard({ take, onReuse, onItsPage = false }: { take: SpeechTaskView; onReuse: (input: SpeechInput) => void; onItsPage?: boolean }) {
  const { input, audio } = take;
  const words = useQuery({ ...wordsQuery(take.wordsUrl ?? ""), enabled: take.wordsUrl !== null });
  return (
    <article aria-label={titleOfTask(take)} className="rounded-2xl border border-line bg-surface p-card shadow-raised">
      {!onItsPage && (
        <header className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className={clsx("min-w-0 font-medium short-title", audio === null && "grow basis-48 max-sm:basis-full")}>
            {/* Its page is read when it is opened: while takes are made, the server has something better to do. */}
            <Link href={`/tasks/${take.id}`} prefetch={false} className="rounded pointer-coarse:inline-block pointer-coarse:py-2.5 hover:underline hover:underline-offset-4">
              {/* What has a player is read below. */}
              {input.voice} <span className={audio === null ? "ml-1 font-normal text-ink-soft" : "sr-only"}>{firstWords(input.text)}</span>
            </Link>
          </h3>
          <LocalTime at={take.createdAt} kind="minute" className="shrink-0 text-label text-ink-soft" />
        </header>
      )}
      {audio === null ? (
        <TaskStatus task={take} />
      ) : (
        <Player
          title={titleOfTask(take)}
          nowPlaying={{ title: firstWords(input.text), artist: input.voice }}
          audio={{ url: audio.url, durationMs: audio.durationMs ?? 0, contentType: audio.contentType }}
          peaksUrl={take.peaksUrl}
          words={words.data ?? null}
          text={input.text}
          followsLink={onItsPage}
          offersLinks={onItsPage}
        />
      )}
      <footer className="-mb-2 mt-4 space-y-2">
        <SettingList take={take} />
        <TaskActions task={take} onReuse={() => onReuse(input)} headingId={onItsPage ? null : "takes-heading"} />
      </footer>
    </article>
  );
}
