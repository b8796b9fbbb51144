"use client";
import { useEffect, useRef } from "react";
import { announcer } from "@/components/announcements/announcer";
import type { FailedUpload } from "@/components/upload/tab-activity";
import { newsOfFailures } from "@/components/upload/upload-news";

/** Announces uploads that fail while their own page, where an alert says why, is not the one that is open. */
export function useFailureNews(failed: readonly FailedUpload[], elsewhere: boolean): void {
  const known = useRef<readonly FailedUpload[]>([]);
  useEffect(() => {
    if (elsewhere) for (const { id, sentence } of newsOfFailures(known.current, failed)) announcer.say(id, sentence);
    known.current = failed;
  }, [failed, elsewhere]);
}
