"use client";
import { nanoid } from "nanoid";
import { useCallback, useRef } from "react";

/**
 * The id of the next click. It stays the same until an answer came, so that pressing again after a lost answer makes
 * nothing twice.
 */
export function useRunId(): { runId: () => string; renewRunId: () => void } {
  const current = useRef("");
  // Unlike crypto.randomUUID, nanoid works on a page without https too.
  const runId = useCallback(() => (current.current ||= nanoid()), []);
  const renewRunId = useCallback(() => {
    current.current = "";
  }, []);
  return { runId, renewRunId };
}
