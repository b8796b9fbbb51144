"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { ReadProblem } from "@/components/connection/read-problem";
import { HISTORY_KINDS, historyFilterToQuery } from "@/components/history/history-filter";
import { TaskRow } from "@/components/history/task-row";
import { useFollowTasks } from "@/components/tasks/use-follow-tasks";
import { Button, buttonStyle } from "@/components/ui/button";
import { EmptyPage } from "@/components/ui/empty-page";
import { SearchField } from "@/components/ui/search-field";
import { historyQuery } from "@/lib/tasks/queries";
import type { TaskFilter } from "@/lib/tasks/schema";

const HEADING_ID = "history-heading";
const TYPING_MS = 250;

/** All that a person made, of both kinds, newest first; searched and narrowed through the address. */
export function HistoryList({ initialFilter }: { initialFilter: TaskFilter }) {
  const { filter, typed, setTyped, setKind, showAll } = useFilter(initialFilter);
  const { data, error, hasNextPage, isFetching, isPlaceholderData, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    ...historyQuery(filter),
    placeholderData: keepPreviousData,
  });
  const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
  useFollowTasks(tasks);
  const narrowed = filter.search !== "" || filter.kind !== null;
  const isEmpty = data !== undefined && tasks.length === 0 && error === null && !isPlaceholderData;
  return (
    <>
      <h1 id={HEADING_ID} tabIndex={-1} className="rounded text-title font-semibold">
        History
      </h1>
      {(narrowed || !isEmpty) && (
        <div role="search" className="mt-4 flex flex-wrap items-center gap-3">
          <div className="min-w-0 grow basis-60">
            <SearchField label="Search history" value={typed} onChange={setTyped} />
          </div>
          <KindFilter kind={filter.kind} onChange={setKind} />
        </div>
      )}
      <p role="status" className="sr-only">
        {isFetching || !narrowed ? "" : tasks.length === 0 ? "Nothing found" : `${tasks.length}${hasNextPage ? " or more" : ""} found`}
      </p>
      <ReadProblem what="Your history" error={error} onRetry={() => void refetch()} />
      {isEmpty && (narrowed ? <NothingFits filter={filter} onShowAll={showAll} /> : <Nothing />)}
      {tasks.length > 0 && (
        <ul aria-labelledby={HEADING_ID} className="mt-5 divide-y divide-line rounded-2xl border border-line bg-surface shadow-raised">
          {tasks.map((task) => (
            <li key={task.id}>
              <TaskRow task={task} heading="h2" headingId={HEADING_ID} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && <More busy={isFetchingNextPage} byItself={error === null} onMore={() => void fetchNextPage()} />}
    </>
  );
}

/** The filter, what is being typed of it, and its place in the address. */
function useFilter(initialFilter: TaskFilter) {
  const [filter, setFilter] = useState(initialFilter);
  const [typed, setTyped] = useState(initialFilter.search);
  useEffect(() => {
    // Not with every letter.
    const timer = setTimeout(() => setFilter((current) => ({ ...current, search: typed.trim() })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const query = historyFilterToQuery(filter);
    const address = `${window.location.pathname}${query === "" ? "" : `?${query}`}`;
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(null, "", address);
  }, [filter]);
  const setKind = (kind: TaskFilter["kind"]) => setFilter((current) => ({ ...current, kind }));
  const showAll = () => {
    setTyped("");
    setFilter({ search: "", kind: null });
  };
  return { filter, typed, setTyped, setKind, showAll };
}

function KindFilter({ kind, onChange }: { kind: TaskFilter["kind"]; onChange: (kind: TaskFilter["kind"]) => void }) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label="Show" className="flex max-w-full flex-wrap rounded-lg border border-line bg-surface p-1">
      {HISTORY_KINDS.map(([value, label]) => (
        <label
          key={label}
          className={clsx(
            "rounded-md px-3 py-1 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-w-11 pointer-coarse:py-3 pointer-coarse:text-center",
            value === kind ? "bg-accent-soft font-medium text-accent" : "text-ink-soft hover:text-ink",
          )}
        >
          <input type="radio" name={name} checked={value === kind} onChange={() => onChange(value)} className="sr-only" />
          {label}
        </label>
      ))}
    </div>
  );
}

function NothingFits({ filter: { search, kind }, onShowAll }: { filter: TaskFilter; onShowAll: () => void }) {
  return (
    <div className="mt-10 text-center text-sm text-ink-soft">
      <p>{search !== "" ? "Nothing fits this search." : kind === "speech" ? "No takes yet." : "No transcripts yet."}</p>
      <Button className="mt-3" onClick={onShowAll}>
        Show everything
      </Button>
    </div>
  );
}

function Nothing() {
  return (
    <EmptyPage title="Nothing here yet" explanation="Every take and every transcript that you make is kept here, to be found, heard and shared again.">
      <Link href="/" className={buttonStyle({ variant: "primary" })}>
        Start with text to speech
      </Link>
      <Link href="/transcribe" className={buttonStyle()}>
        Or with speech to text
      </Link>
    </EmptyPage>
  );
}

/** Fetches the next page when it is pressed, and by itself when it comes into view. */
function More({ busy, byItself, onMore }: { busy: boolean; byItself: boolean; onMore: () => void }) {
  const cameIntoView = useEffectEvent(onMore);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  useEffect(() => {
    if (button === null || busy || !byItself) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) cameIntoView();
    });
    observer.observe(button);
    return () => observer.disconnect();
  }, [button, busy, byItself]);
  return (
    <Button ref={setButton} className="mt-4" disabled={busy} onClick={onMore}>
      {busy ? "Reading more…" : "Show more"}
    </Button>
  );
}
