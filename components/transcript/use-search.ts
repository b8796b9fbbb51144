"use client";

import { useDeferredValue, useMemo, useState } from "react";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { findMatches, type Match } from "@/lib/transcripts/search";

export interface TranscriptSearchState {
  readonly query: string;
  /** What the matches are of: what is being typed is searched a moment later. */
  readonly searched: string;
  readonly matches: readonly Match[];
  /** The match that the reader is at; −1 for none. */
  readonly current: number;
  readonly setQuery: (query: string) => void;
  readonly step: (by: 1 | -1) => void;
}

const NONE: readonly Match[] = [];

/** What is searched for in a transcript, and where the reader is among what was found. Typing does not wait for the search. */
export function useSearch(layout: TranscriptLayout | null): TranscriptSearchState {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const searched = useDeferredValue(query);
  const matches = useMemo(() => (layout === null ? NONE : findMatches(layout.transcript, searched)), [layout, searched]);
  return {
    query,
    searched,
    matches,
    current: matches.length === 0 ? -1 : place % matches.length,
    setQuery: (next) => {
      setQuery(next);
      setPlace(0);
    },
    step: (by) => setPlace((place + by + matches.length) % Math.max(matches.length, 1)),
  };
}
