import { textOffsetAt, textRange } from "@/components/player/text-mark";
import { spanOfWord, wordAtOffset, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";

/** How far beside its letters a word may still be clicked, in pixels. */
const REACH = 4;

/** The letters of a word; null where there is no such word. */
export function rangeOfWord(layout: TranscriptLayout, elements: TurnList, word: number): Range | null {
  const span = spanOfWord(layout, word);
  const paragraph = span === null ? undefined : elements.paragraph(span.turn);
  return span === null || paragraph === undefined ? null : textRange(paragraph, span.start, span.end);
}

/** Where a word is in the viewport, a rectangle for each line that it is on; empty where there is no such word. */
export function placesOfWord(layout: TranscriptLayout, elements: TurnList, word: number): DOMRect[] {
  return [...(rangeOfWord(layout, elements, word)?.getClientRects() ?? [])];
}

/** The word of a turn that is under a point of the viewport, or right beside it. */
export function wordUnder(layout: TranscriptLayout, elements: TurnList, turn: number, { clientX, clientY }: MouseEvent): number | undefined {
  const paragraph = elements.paragraph(turn);
  const offset = paragraph === undefined ? null : textOffsetAt(paragraph, clientX, clientY);
  if (offset === null) return undefined;
  const near = wordAtOffset(layout, turn, offset);
  const isWithin = (reach: number) => (word: number) =>
    placesOfWord(layout, elements, word).some(
      ({ left, right, top, bottom }) => clientX >= left - reach && clientX <= right + reach && clientY >= top - reach && clientY <= bottom + reach,
    );
  // Right of a word's middle letter the caret may already belong to the next word.
  const candidates = [near, near - 1, near + 1];
  return candidates.find(isWithin(0)) ?? candidates.find(isWithin(REACH));
}
