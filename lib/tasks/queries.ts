import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CreditRates, TakePage, VoiceSample } from "@/lib/tasks/schema";
import type { WordTiming } from "@/lib/kie/word-timings";

/** The owner's takes, newest first, page after page. */
export const takesQuery = infiniteQueryOptions({
  queryKey: ["takes"],
  queryFn: ({ pageParam, signal }) =>
    fetchJson<TakePage>(`/api/tasks${pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`}`, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page: TakePage) => page.nextCursor,
});

/** The word times of a take; they never change. */
export const wordsQuery = (wordsUrl: string) =>
  queryOptions({
    queryKey: ["words", wordsUrl],
    queryFn: ({ signal }) => fetchJson<{ words: WordTiming[] }>(wordsUrl, signal).then((answer) => answer.words),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a character has cost here, by model. */
export const ratesQuery = queryOptions({
  queryKey: ["rates"],
  queryFn: ({ signal }) => fetchJson<CreditRates>("/api/rates", signal),
});

/** Which voices have a sample here. */
export const samplesQuery = queryOptions({
  queryKey: ["samples"],
  queryFn: ({ signal }) => fetchJson<VoiceSample[]>("/api/voices", signal),
});
