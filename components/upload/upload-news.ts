import type { FailedUpload } from "@/components/upload/tab-activity";
import type { UploadView } from "@/components/upload/upload-view";

const QUARTERS = ["uploading", "a quarter uploaded", "half uploaded", "three quarters uploaded"];

/**
 * What is new of an upload, in a sentence: that it begins, each quarter, that it waits for the connection, that it is done. Null where
 * nothing is. Why one failed is an alert at its place.
 */
export function newsOfUpload(before: UploadView | undefined, now: UploadView): string | null {
  const { name, phase } = now;
  if (phase === "sent") return before?.phase === "sent" ? null : `${name}: uploaded`;
  if (phase === "lost") return before?.phase === "lost" ? null : `${name}: connection lost. It goes on by itself`;
  const begins = before === undefined && (phase === "announcing" || phase === "waiting");
  const furtherOn = before !== undefined && phase === "sending" && quartersOf(now) > quartersOf(before);
  return begins || furtherOn ? `${name}: ${QUARTERS[begins ? 0 : quartersOf(now)] ?? ""}` : null;
}

/** What is new among the failed uploads: each that was not among those before, with its sentence. */
export function newsOfFailures(before: readonly FailedUpload[], now: readonly FailedUpload[]): { id: string; sentence: string }[] {
  return now
    .filter(({ id }) => !before.some((known) => known.id === id))
    .map(({ id, name, problem }) => ({ id, sentence: `${name}: upload failed${problem === null ? "" : `. ${problem.replace(/\.$/u, "")}`}` }));
}

function quartersOf({ sentBytes, sizeBytes }: UploadView): number {
  return sizeBytes === 0 ? 0 : Math.min(Math.floor((4 * sentBytes) / sizeBytes), QUARTERS.length - 1);
}
