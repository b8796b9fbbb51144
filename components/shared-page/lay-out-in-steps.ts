import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { nextTask, readPackedTranscript } from "@/lib/transcripts/read-packed";

/** Reads a packed transcript and lays it out, another step. Rejects as `readPackedTranscript` does. */
export async function layOutInSteps(transcriptUrl: string, signal: AbortSignal): Promise<TranscriptLayout> {
  const transcript = await readPackedTranscript(transcriptUrl, signal);
  await nextTask(signal);
  return layOutTranscript(transcript);
}
