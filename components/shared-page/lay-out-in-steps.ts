import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";

/** A page shows one transcript. */
let known: { readonly packed: string; readonly layout: Promise<TranscriptLayout> } | undefined;

/** Lays out a packed transcript given as JSON. */
export function layOutAtOnce(packed: string): TranscriptLayout {
  return layOutTranscript(unpackTranscript(JSON.parse(packed)));
}

/**
 * The same in steps between which the browser can answer its reader: for hours of speech, a phone would stand still meanwhile.
 * Asked again for the same transcript, it gives the same promise.
 */
export function layOutInSteps(packed: string): Promise<TranscriptLayout> {
  if (known?.packed !== packed) known = { packed, layout: steps(packed) };
  return known.layout;
}

async function steps(packed: string): Promise<TranscriptLayout> {
  await nextTask();
  const parsed: unknown = JSON.parse(packed);
  await nextTask();
  const transcript = unpackTranscript(parsed);
  await nextTask();
  return layOutTranscript(transcript);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
