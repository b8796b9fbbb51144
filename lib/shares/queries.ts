import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ShareView } from "@/lib/shares/schema";

/** What every query about shares begins with. */
export const SHARES_KEY = ["shares"] as const;

/** The owner's shares, newest first: all of them, or those of one task, which die with it. */
export const sharesQuery = (taskId?: string) =>
  queryOptions({
    queryKey: [...SHARES_KEY, taskId ?? null],
    queryFn: ({ signal }) =>
      fetchJson<{ shares: ShareView[] }>(`/api/shares${taskId === undefined ? "" : `?taskId=${encodeURIComponent(taskId)}`}`, signal).then((answer) => answer.shares),
  });
