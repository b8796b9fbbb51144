import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { givenToRendering } from "@/lib/http/for-rendering";
import type { Transcript } from "@/lib/transcripts/transcript";

/** Lays out the transcript that a page gave to the server's rendering under this name; null where there is none, as in the browser. */
export function givenLayout(givenAs: string | null): TranscriptLayout | null {
  const transcript = givenAs === null ? undefined : (givenToRendering(givenAs) as Transcript | undefined);
  return transcript === undefined ? null : layOutTranscript(transcript);
}
