"use client";
import { useEffect, useRef } from "react";
import { announcer } from "@/components/announcements/announcer";
import type { RecordingRow } from "@/components/upload/recording-rows";

/** Announces recordings that have become ready to be transcribed while they are shown. */
export function useRecordingNews(rows: readonly RecordingRow[]): void {
  const ready = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const now = rows.flatMap(({ recording }) => (recording?.state === "ready" ? [recording] : []));
    const before = ready.current;
    ready.current = new Set(now.map(({ id }) => id));
    for (const { id, name } of now) if (before?.has(id) === false) announcer.say(id, `${name}: ready to transcribe`);
  }, [rows]);
}
