import { turnOfWord, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { wordAt } from "@/lib/transcripts/word-timing";

/** Who goes back from the first moments of a turn means the one before; milliseconds. */
const JUST_BEGUN_MS = 2000;

/** Where the next turn begins (`by` 1), or the present one or the one before it (−1), in milliseconds; null where there is none. */
export function turnStep(layout: TranscriptLayout, positionMs: number, by: 1 | -1): number | null {
  const { turns, startsMs } = layout;
  const at = turnOfWord(layout, wordAt(startsMs, positionMs));
  const present = turns[at];
  const goesToItsStart = present !== undefined && (at === 0 || positionMs - present.startMs >= JUST_BEGUN_MS);
  return (by === -1 && goesToItsStart ? present : turns[at + by])?.startMs ?? null;
}
