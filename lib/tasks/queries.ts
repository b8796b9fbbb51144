import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { WordTiming } from "@/lib/kie/word-timings";
import type { RecordingView } from "@/lib/recordings/schema";
import { readPackedTranscript } from "@/lib/transcripts/read-packed";
import type { CreditRates, SpeechTaskView, TaskDetails, TaskFilter, TaskPage, TaskView, TranscriptionTaskView, VoiceSample } from "@/lib/tasks/schema";

/** What every query about tasks begins with: a change of a task makes all of them stale. */
export const TASKS_KEY = ["tasks"] as const;

function tasksQuery<View extends TaskView>(name: string, { kind, search }: TaskFilter) {
  const address = (cursor: string | null) => {
    const query = new URLSearchParams({
      ...(kind === null ? {} : { kind }),
      ...(search === "" ? {} : { search }),
      ...(cursor === null ? {} : { cursor }),
    });
    return `/api/tasks?${query.toString()}`;
  };
  return infiniteQueryOptions({
    queryKey: [...TASKS_KEY, name, kind, search],
    queryFn: ({ pageParam, signal }) => fetchJson<TaskPage<View>>(address(pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TaskPage<View>) => page.nextCursor,
  });
}

/** The owner's takes, newest first, page after page. */
export const takesQuery = tasksQuery<SpeechTaskView>("takes", { kind: "speech", search: "" });

/** The owner's transcriptions, newest first, page after page. */
export const transcriptionsQuery = tasksQuery<TranscriptionTaskView>("transcriptions", { kind: "transcription", search: "" });

/** All that the owner made, or what of it fits the filter, newest first. */
export const historyQuery = (filter: TaskFilter) => tasksQuery<TaskView>("history", filter);

/** The owner's recordings that have no task yet: still arriving, ready to be transcribed, or refused. */
export const recordingsQuery = queryOptions({
  queryKey: [...TASKS_KEY, "recordings"],
  queryFn: ({ signal }) => fetchJson<{ recordings: RecordingView[] }>("/api/recordings", signal).then((answer) => answer.recordings),
});

/** One of the owner's tasks, with where it comes from. Its transcript is asked for as soon as it is there, before a page has shown the rest. */
export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: [...TASKS_KEY, "task", taskId],
    queryFn: async ({ client, signal }) => {
      const task = await fetchJson<TaskDetails>(`/api/tasks/${taskId}`, signal);
      // Whether it could be had, who shows it finds out.
      if (task.kind === "transcription" && task.transcriptUrl !== null) client.query(transcriptQuery(task.transcriptUrl)).catch(() => undefined);
      return task;
    },
  });

/** The word times of a take; they never change. */
export const wordsQuery = (wordsUrl: string) =>
  queryOptions({
    queryKey: ["words", wordsUrl],
    queryFn: ({ signal }) => fetchJson<{ words: WordTiming[] }>(wordsUrl, signal).then((answer) => answer.words),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The words of a transcription; they never change. */
export const transcriptQuery = (transcriptUrl: string) =>
  queryOptions({
    queryKey: ["transcript", transcriptUrl],
    queryFn: ({ signal }) => readPackedTranscript(transcriptUrl, signal),
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
