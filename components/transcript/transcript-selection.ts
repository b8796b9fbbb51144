import { selectionWithin, spanOfRange } from "@/components/player/text-selection";
import { wordAtOffset, type TranscriptLayout, type TurnSpan } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";

/** What of the turns' text a range covers, one passage for each turn. */
export function spansOfRange(range: Range, { turns }: TranscriptLayout, elements: TurnList): TurnSpan[] {
  return turns.flatMap((_, turn): TurnSpan[] => {
    const paragraph = elements.paragraph(turn);
    const span = paragraph === undefined ? null : spanOfRange(range, paragraph);
    return span === null ? [] : [{ turn, ...span }];
  });
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

/** What is copied of an element's turns is the text as it is read, without names and times between. */
export function copyAsRead(event: ClipboardEvent, element: HTMLElement, layout: TranscriptLayout, elements: TurnList): void {
  const range = selectionWithin(element);
  const spans = range === null ? [] : spansOfRange(range, layout, elements);
  if (spans.length === 0 || event.clipboardData === null) return;
  event.clipboardData.setData("text/plain", textOfSpans(spans, elements));
  event.preventDefault();
}

/** The text of passages as it is read, each turn on a line of its own. */
function textOfSpans(spans: readonly TurnSpan[], elements: TurnList): string {
  return spans.map(({ turn, start, end }) => elements.paragraph(turn)?.textContent.slice(start, end).trimEnd() ?? "").join("\n");
}
