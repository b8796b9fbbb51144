import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";

/** Lays out a packed transcript given as JSON. */
export function layOutAtOnce(packed: string): TranscriptLayout {
  return layOutTranscript(unpackTranscript(JSON.parse(packed)));
}

/**
 * The same in steps between which the browser can answer its reader: for hours of speech, a phone would stand still meanwhile.
 * Rejects with the signal's reason when it is aborted.
 */
export async function layOutInSteps(packed: string, signal: AbortSignal): Promise<TranscriptLayout> {
  await nextTask(signal);
  const parsed: unknown = JSON.parse(packed);
  await nextTask(signal);
  const transcript = unpackTranscript(parsed);
  await nextTask(signal);
  return layOutTranscript(transcript);
}

async function nextTask(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  signal.throwIfAborted();
}
