import type { TranscriptLayout } from "@/components/transcript/transcript-layout";

/** How much of what is spoken each speaker speaks, 0 to 1 by speaker; all 0 where nothing has a length. */
export function speakerShares({ transcript }: TranscriptLayout): number[] {
  const spokenMs = transcript.speakerIds.map(() => 0);
  for (const { speaker, kind, startMs, endMs } of transcript.words) {
    if (speaker !== null && kind === "word") spokenMs[speaker] = (spokenMs[speaker] ?? 0) + endMs - startMs;
  }
  const total = spokenMs.reduce((sum, length) => sum + length, 0);
  return spokenMs.map((length) => (total > 0 ? length / total : 0));
}
