import { turnOfWord, type TranscriptLayout } from "@/components/transcript/transcript-layout";

/**
 * Where a key moves the word cursor to, null for a key that does not move it: arrows sideways by a word, in the direction of
 * the text; up and down to the first word of the turn before or after; Home and End to the ends of the turn, with Ctrl of
 * the transcript.
 */
export function moveCursor(layout: TranscriptLayout, word: number, key: string, { rightToLeft, control }: { rightToLeft: boolean; control: boolean }): number | null {
  const last = layout.transcript.words.length - 1;
  const turn = layout.turns[turnOfWord(layout, word)];
  if (turn === undefined) return null;
  const within = (target: number) => Math.min(Math.max(target, 0), last);
  switch (key) {
    case "ArrowLeft":
      return within(word + (rightToLeft ? 1 : -1));
    case "ArrowRight":
      return within(word + (rightToLeft ? -1 : 1));
    case "ArrowUp":
      return layout.turns[turnOfWord(layout, turn.from - 1)]?.from ?? turn.from;
    case "ArrowDown":
      return turn.to <= last ? turn.to : word;
    case "Home":
      return control ? 0 : turn.from;
    case "End":
      return control ? last : turn.to - 1;
    default:
      return null;
  }
}
