import { fetchJson } from "@/lib/http/fetch-json";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
import type { Transcript } from "@/lib/transcripts/transcript";

/**
 * Reads a packed transcript in steps between which the browser can answer its reader: for hours of speech, a phone would stand still
 * meanwhile. Rejects as `fetchJson` does, and with the signal's reason when it is aborted.
 */
export async function readPackedTranscript(transcriptUrl: string, signal: AbortSignal): Promise<Transcript> {
  const packed = await fetchJson<unknown>(transcriptUrl, signal);
  await nextTask(signal);
  return unpackTranscript(packed);
}

/** Resolves when the browser has had time for others; rejects with the signal's reason when it is aborted. */
export async function nextTask(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  signal.throwIfAborted();
}
