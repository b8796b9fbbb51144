"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { retryPauseMs, spread } from "@/components/connection/pauses";
import { readAhead, readTasksAgain } from "@/components/tasks/read-again";
import { connection } from "@/lib/http/connection";
import type { Change, TaskView } from "@/lib/tasks/schema";
import { mayChangeByItself } from "@/lib/tasks/states";

const POLL_MS = 2_500;
/** A place in the queue moves with other people's tasks, of which the stream says nothing. */
const POLL_FOR_PLACES_MS = 4_000;
/** A safety net under a stream that seems connected and is not. */
const POLL_BESIDE_STREAM_MS = 20_000;
/** Who looks at another tab wants to see in this one's title that it is done. */
const POLL_UNSEEN_MS = 15_000;

/** Whether something shown may change while nobody presses anything, and whether places in the queue are shown. */
export interface Unfinished {
  readonly changing: boolean;
  readonly queued: boolean;
}

/** What of these tasks is unfinished. */
export function unfinishedOf(tasks: readonly Pick<TaskView, "state" | "placeInQueue">[]): Unfinished {
  return {
    changing: tasks.some(({ state }) => mayChangeByItself(state)),
    queued: tasks.some(({ placeInQueue }) => placeInQueue !== null && placeInQueue > 1),
  };
}

/**
 * Reads what is shown of tasks again whenever the server says that one changed, while something is unfinished and the page is
 * visible. Without a stream it polls, seldom where nobody looks at the page; while the server cannot be reached at all it leaves the reading to who watches the connection.
 */
export function useTaskUpdates({ changing, queued }: Unfinished): void {
  const client = useQueryClient();
  const [streams, setStreams] = useState(false);

  useEffect(() => {
    if (!changing) return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const readAgain = () => void readTasksAgain(client);
    const connect = () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden" || source !== undefined) return;
      const opened = new EventSource("/api/events");
      source = opened;
      opened.addEventListener("ready", () => {
        failures = 0;
        setStreams(true);
        readAgain();
      });
      opened.addEventListener("change", ({ data }: MessageEvent<string>) => {
        readAhead(client, JSON.parse(data) as Change);
        readAgain();
      });
      opened.addEventListener("error", () => {
        disconnect();
        // By ourselves: the browser would come back after the same time in all pages.
        timer = setTimeout(connect, retryPauseMs(failures, Math.random()));
        failures += 1;
      });
    };
    const disconnect = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
      setStreams(false);
    };
    const followVisibility = () => {
      if (document.visibilityState === "hidden") disconnect();
      else connect();
    };
    let { returns } = connection.getSnapshot();
    const followConnection = () => {
      const now = connection.getSnapshot();
      if (now.returns !== returns) connect();
      returns = now.returns;
    };
    connect();
    document.addEventListener("visibilitychange", followVisibility);
    const unsubscribe = connection.subscribe(followConnection);
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", followVisibility);
      disconnect();
    };
  }, [changing, client]);

  useEffect(() => {
    if (!changing) return;
    const periodMs = !streams ? POLL_MS : queued ? POLL_FOR_PLACES_MS : POLL_BESIDE_STREAM_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      timer = setTimeout(poll, spread(document.visibilityState === "hidden" ? POLL_UNSEEN_MS : periodMs, Math.random()));
    };
    const poll = () => {
      if (connection.getSnapshot().state === "fine") void readTasksAgain(client);
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [changing, client, queued, streams]);
}
