import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { fetchJson } from "@/lib/http/fetch-json";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";

/**
 * Reads a packed transcript and lays it out in steps between which the browser can answer its reader: for hours of speech, a phone
 * would stand still meanwhile. Rejects as `fetchJson` does, and with the signal's reason when it is aborted.
 */
export async function layOutInSteps(transcriptUrl: string, signal: AbortSignal): Promise<TranscriptLayout> {
  const packed = await fetchJson<unknown>(transcriptUrl, signal);
  await nextTask(signal);
  const transcript = unpackTranscript(packed);
  await nextTask(signal);
  return layOutTranscript(transcript);
}

async function nextTask(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  signal.throwIfAborted();
}
