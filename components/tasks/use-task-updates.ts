"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { TASKS_KEY } from "@/lib/tasks/queries";

const RECONNECT_MS = 5_000;
const POLL_MS = 2_000;
/** A safety net under a stream that seems connected and is not. */
const POLL_BESIDE_STREAM_MS = 15_000;

/**
 * Reads what is shown of tasks again whenever the server says that one changed, while `active` (something is unfinished) and the page
 * is visible. Without a stream it polls.
 */
export function useTaskUpdates(active: boolean): void {
  const client = useQueryClient();
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    if (!active) return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => void client.invalidateQueries({ queryKey: TASKS_KEY });
    const connect = () => {
      if (document.visibilityState === "hidden" || source !== undefined) return;
      const opened = new EventSource("/api/events");
      source = opened;
      opened.addEventListener("ready", () => {
        setConnected(true);
        readAgain();
      });
      opened.addEventListener("change", readAgain);
      opened.addEventListener("error", () => {
        setConnected(false);
        // The browser connects again by itself after a broken connection, but not after a refusal.
        if (opened.readyState !== EventSource.CLOSED) return;
        disconnect();
        timer = setTimeout(connect, RECONNECT_MS);
      });
    };
    const disconnect = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
      setConnected(false);
    };
    const followVisibility = () => {
      if (document.visibilityState === "hidden") disconnect();
      else connect();
    };
    connect();
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      document.removeEventListener("visibilitychange", followVisibility);
      disconnect();
    };
  }, [active, client]);

  useEffect(() => {
    if (!active) return;
    const timer = setInterval(
      () => {
        if (document.visibilityState === "visible") void client.invalidateQueries({ queryKey: TASKS_KEY });
      },
      connected ? POLL_BESIDE_STREAM_MS : POLL_MS,
    );
    return () => clearInterval(timer);
  }, [active, client, connected]);
}
