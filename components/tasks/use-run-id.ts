"use client";
import { nanoid } from "nanoid";
import { useCallback, useRef } from "react";

/**
 * The id of the next click. It stays the same until an answer came, also over a reload of this tab, so that pressing again after a
 * lost answer makes nothing twice. `name` tells the page's buttons apart. `isRepeated`: the id was pressed before, without an answer.
 */
export function useRunId(name: string): { runId: () => string; renewRunId: () => void; isRepeated: () => boolean } {
  const current = useRef<string | null>(null);
  const key = `soundcheck.run.${name}`;
  const runId = useCallback(() => {
    current.current ??= readKept(key);
    // Unlike crypto.randomUUID, nanoid works on a page without https too.
    current.current ??= nanoid();
    keep(key, current.current);
    return current.current;
  }, [key]);
  const renewRunId = useCallback(() => {
    current.current = null;
    keep(key, null);
  }, [key]);
  const isRepeated = useCallback(() => current.current !== null || readKept(key) !== null, [key]);
  return { runId, renewRunId, isRepeated };
}

function readKept(key: string): string | null {
  try {
    return window.sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Without storage the id lasts as long as the page. */
function keep(key: string, runId: string | null): void {
  try {
    if (runId === null) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, runId);
  } catch {
    return;
  }
}
