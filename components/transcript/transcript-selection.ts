import type { TurnElements } from "@/components/transcript/build-turns";
import { wordAtOffset, type TranscriptLayout, type TurnSpan } from "@/components/transcript/transcript-layout";

/** What of the turns' text a range covers, one passage for each turn. */
export function spansOfRange(range: Range, { paragraphs }: TurnElements): TurnSpan[] {
  const spans: TurnSpan[] = [];
  paragraphs.forEach((paragraph, turn) => {
    if (!range.intersectsNode(paragraph)) return;
    const length = paragraph.textContent.length;
    const start = paragraph.contains(range.startContainer) ? textLength(paragraph, range.startContainer, range.startOffset) : 0;
    const end = paragraph.contains(range.endContainer) ? textLength(paragraph, range.endContainer, range.endOffset) : length;
    if (end > start) spans.push({ turn, start, end });
  });
  return spans;
}

/** The words that passages touch: the first, and the one after the last; null where they touch none. */
export function wordsOfSpans(layout: TranscriptLayout, spans: readonly TurnSpan[]): { from: number; to: number } | null {
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return null;
  let from = Math.max(wordAtOffset(layout, first.turn, first.start), 0);
  const firstEnd = (layout.wordOffsets[from] ?? 0) + (layout.transcript.words[from]?.text.length ?? 0);
  // A selection that begins behind a word's letters does not mean that word.
  if ((layout.turnOffsets[first.turn] ?? 0) + first.start >= firstEnd) from += 1;
  const to = wordAtOffset(layout, last.turn, last.end - 1) + 1;
  return to > from ? { from, to } : null;
}

/** The text of passages as it is read, each turn on a line of its own. */
export function textOfSpans(spans: readonly TurnSpan[], { paragraphs }: TurnElements): string {
  return spans.map(({ turn, start, end }) => paragraphs[turn]?.textContent.slice(start, end).trimEnd() ?? "").join("\n");
}

function textLength(paragraph: HTMLElement, container: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(container, offset);
  return before.toString().length;
}
