import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CreditRates, TakePage, TaskDetails, VoiceSample } from "@/lib/tasks/schema";
import type { WordTiming } from "@/lib/kie/word-timings";

/** What every query about tasks begins with: a change of a task makes all of them stale. */
export const TASKS_KEY = ["tasks"] as const;

/** The owner's takes, newest first, page after page. */
export const takesQuery = infiniteQueryOptions({
  queryKey: [...TASKS_KEY, "takes"],
  queryFn: ({ pageParam, signal }) =>
    fetchJson<TakePage>(`/api/tasks${pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`}`, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page: TakePage) => page.nextCursor,
});

/** One of the owner's tasks, with where it comes from. */
export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: [...TASKS_KEY, "task", taskId],
    queryFn: ({ signal }) => fetchJson<TaskDetails>(`/api/tasks/${taskId}`, signal),
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
  queryKey: [...TASKS_KEY, "rates"],
  queryFn: ({ signal }) => fetchJson<CreditRates>("/api/rates", signal),
});

/** Which voices have a sample here. */
export const samplesQuery = queryOptions({
  queryKey: ["samples"],
  queryFn: ({ signal }) => fetchJson<VoiceSample[]>("/api/voices", signal),
});
