import type { TaskFilter } from "@/lib/tasks/schema";

/** What the history can be narrowed to, in the order of its buttons. */
export const HISTORY_KINDS = [
  [null, "All"],
  ["speech", "Speech"],
  ["transcription", "Transcripts"],
] as const satisfies readonly (readonly [TaskFilter["kind"], string])[];

/** The filter of an address; what is missing or not valid narrows nothing. */
export function historyFilterFromQuery(query: Readonly<Record<string, string | string[] | undefined>>): TaskFilter {
  const { search } = query;
  return {
    kind: HISTORY_KINDS.find(([kind]) => kind === query["kind"])?.[0] ?? null,
    search: typeof search === "string" ? search.trim() : "",
  };
}

/** A filter as an address's query. */
export function historyFilterToQuery({ kind, search }: TaskFilter): string {
  return new URLSearchParams({ ...(search === "" ? {} : { search }), ...(kind === null ? {} : { kind }) }).toString();
}
