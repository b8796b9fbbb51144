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
  const [reached, setReached] = useState({ query: "", place: 0 });
  const searched = useDeferredValue(query);
  const matches = useMemo(() => (layout === null ? NONE : findMatches(layout.transcript, searched)), [layout, searched]);
  // Of another query the place is its first; until that is searched, the reader stays where they are.
  const place = reached.query === searched ? reached.place : 0;
  const step = (by: 1 | -1) => {
    // Who presses Enter right after the last letter means what is in the field.
    const { length } = query === searched || layout === null ? matches : findMatches(layout.transcript, query);
    if (length > 0) setReached((before) => ({ query, place: ((before.query === query ? before.place : 0) + by + length) % length }));
  };
  return {
    query,
    searched,
    matches,
    current: matches.length === 0 ? -1 : place % matches.length,
    setQuery,
    step,
  };
}
