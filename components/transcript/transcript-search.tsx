"use client";

import { clsx } from "clsx";
import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import { Button } from "@/components/ui/button";

interface TranscriptSearchProps {
  /** Somebody is about to search. */
  onPrepare: () => void;
  query: string;
  /** Whether something was searched for: what is being typed may not be yet. */
  searched: boolean;
  matchCount: number;
  /** Of the match that the reader is at; −1 for none. */
  current: number;
  onQuery: (query: string) => void;
  /** 1 for the next match, −1 for the one before. */
  onStep: (step: 1 | -1) => void;
}

/** Searches the transcript: how often it is found, and from one to the next. */
export function TranscriptSearch({ onPrepare, query, searched, matchCount, current, onQuery, onStep }: TranscriptSearchProps) {
  const formats = useFormats();
  const field = useRef<HTMLInputElement>(null);
  usePageShortcuts({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (query === "") field.current?.blur();
      else onQuery("");
    }
  };
  return (
    <div
      role="search"
      className={clsx(
        "flex min-h-9 min-w-0 grow basis-28 flex-wrap items-center justify-end rounded-lg border border-line bg-surface pl-2.5 outline-accent focus-within:outline-2 focus-within:outline-offset-1 hover:border-line-strong pointer-coarse:min-h-11.5",
        // With its buttons it takes a line of its own on a phone.
        searched && "max-sm:basis-full",
      )}
    >
      <Search aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <input
        ref={field}
        type="search"
        aria-label="Search transcript"
        placeholder="Search"
        autoComplete="off"
        enterKeyHint="search"
        value={query}
        onFocus={onPrepare}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="h-8.5 min-w-0 grow basis-16 bg-transparent px-2 pointer-coarse:h-11 text-sm outline-none placeholder:text-ink-soft"
      />
      <span role="status" className="shrink-0 px-1 text-label text-ink-soft tabular-nums">
        {searched && (matchCount === 0 ? "No matches" : `${formats.count(current + 1)} of ${formats.count(matchCount)}`)}
      </span>
      {searched && matchCount > 0 && (
        <span className="flex">
          <Button variant="quiet" size="icon" aria-label="Previous match" title="Previous match (Shift+Enter)" onClick={() => onStep(-1)}>
            <ChevronUp aria-hidden className="size-4" />
          </Button>
          <Button variant="quiet" size="icon" aria-label="Next match" title="Next match (Enter)" onClick={() => onStep(1)}>
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        </span>
      )}
    </div>
  );
}
