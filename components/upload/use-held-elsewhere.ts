"use client";
import { useQuery } from "@tanstack/react-query";
import { heldNames, uploadLock } from "@/components/upload/tab-lock";
import { useUploads } from "@/components/upload/use-uploads";

const POLL_MS = 3_000;
const NONE: ReadonlySet<string> = new Set();

/** Which of these recordings another tab of this browser is uploading, by id. */
export function useHeldElsewhere(recordingIds: readonly string[]): ReadonlySet<string> {
  const here = new Set(useUploads().map(({ recordingId }) => recordingId));
  const asked = recordingIds.filter((id) => !here.has(id));
  const { data: held = NONE } = useQuery({ queryKey: ["held-uploads"], queryFn: heldNames, enabled: asked.length > 0, refetchInterval: POLL_MS });
  return new Set(asked.filter((id) => held.has(uploadLock(id))));
}
