import type { TextSpan } from "@/lib/transcripts/word-timing";

/** What is selected, where some of that is in an element; null where nothing is. */
export function selectionWithin(element: HTMLElement): Range | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(element) ? range : null;
}

/** What of an element's text a range covers; null where that is nothing. */
export function spanOfRange(range: Range, element: HTMLElement): TextSpan | null {
  if (!range.intersectsNode(element)) return null;
  const start = element.contains(range.startContainer) ? textLength(element, range.startContainer, range.startOffset) : 0;
  const end = element.contains(range.endContainer) ? textLength(element, range.endContainer, range.endOffset) : element.textContent.length;
  return end > start ? { start, end } : null;
}

/** Selects what lies between two ranges, both included; from the second back to the first where that stands before it. */
export function selectBetween(anchor: Range, focus: Range): void {
  const forwards = anchor.compareBoundaryPoints(Range.START_TO_START, focus) <= 0;
  const [from, to] = forwards ? [[anchor.startContainer, anchor.startOffset] as const, [focus.endContainer, focus.endOffset] as const] : [[anchor.endContainer, anchor.endOffset] as const, [focus.startContainer, focus.startOffset] as const];
  getSelection()?.setBaseAndExtent(...from, ...to);
}

function textLength(element: HTMLElement, container: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(container, offset);
  return before.toString().length;
}
