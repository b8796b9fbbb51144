"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { retryPauseMs } from "@/components/connection/pauses";
import { connection, type ConnectionView, FINE_CONNECTION } from "@/lib/http/connection";
import { NoAnswerError } from "@/lib/http/fetch-json";
import { TASKS_KEY } from "@/lib/tasks/queries";

/** How the page stands with its server; shared by all who ask. */
export function useConnection(): ConnectionView {
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot, () => FINE_CONNECTION);
}

/** While the server does not answer, reads again until it does. To be used once on a page. */
export function useKeepConnected(): void {
  const client = useQueryClient();
  const troubled = useConnection().state !== "fine";

  useEffect(() => {
    if (!troubled) return;
    const stop = new AbortController();
    void keepReading(client, stop.signal);
    return () => stop.abort();
  }, [client, troubled]);

  useEffect(() => {
    // Without a network the browser knows it first. It may still reach a server on this machine, so it is asked.
    const ask = () => void readAll(client);
    window.addEventListener("offline", ask);
    return () => window.removeEventListener("offline", ask);
  }, [client]);
}

async function keepReading(client: QueryClient, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; await pause(retryPauseMs(attempt, Math.random()), signal); attempt += 1) {
    if (document.visibilityState === "visible") await readAll(client);
  }
}

/** Reads what the page shows of tasks, and what it could not read. */
function readAll(client: QueryClient): Promise<void> {
  return client.refetchQueries({
    type: "active",
    predicate: ({ queryKey, state }) => queryKey[0] === TASKS_KEY[0] || state.error instanceof NoAnswerError,
  });
}

/** Waits; not longer than until there is a network again, or until somebody looks at the page. False when it was stopped. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      clearTimeout(timer);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { signal: over.signal });
    window.addEventListener("online", end, { signal: over.signal });
    document.addEventListener("visibilitychange", end, { signal: over.signal });
  });
}
