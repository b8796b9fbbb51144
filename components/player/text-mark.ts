/** The names under which the page marks text. */
export type MarkName = "linked-range" | "spoken-word" | "word-cursor" | "search-match" | "search-current";

/** Where two marks meet, the one further on in this list is seen. */
const PRECEDENCE: readonly MarkName[] = ["linked-range", "search-match", "search-current", "spoken-word", "word-cursor"];

/**
 * Marked passages of text. They are painted as a CSS custom highlight of their name, shared by all marks of that name on the
 * page, and the text stays as it is; a browser without them gets spans with the mark's name in `data-mark`.
 */
export class TextMark {
  readonly #name: MarkName;
  readonly #ranges: Range[] = [];
  readonly #spans: HTMLSpanElement[] = [];

  constructor(name: MarkName) {
    this.#name = name;
  }

  /** Marks the UTF-16 offsets `start` to `end` of the element's text, and nothing else from then on. */
  show(element: HTMLElement, start: number, end: number): void {
    const [shown] = this.#ranges;
    const range = this.#ranges.length === 1 ? textRange(element, start, end) : null;
    if (shown === undefined || range === null || range.collapsed) {
      this.clear();
      this.add(element, start, end);
      return;
    }
    // A range that moves costs a frame less than another in its place.
    shown.setStart(range.startContainer, range.startOffset);
    shown.setEnd(range.endContainer, range.endOffset);
  }

  /** Marks the UTF-16 offsets `start` to `end` of the element's text too. */
  add(element: HTMLElement, start: number, end: number): void {
    const range = textRange(element, start, end);
    if (range === null || range.collapsed) return;
    if ("Highlight" in globalThis) {
      let highlight = CSS.highlights.get(this.#name);
      if (highlight === undefined) {
        highlight = new Highlight();
        highlight.priority = PRECEDENCE.indexOf(this.#name);
        CSS.highlights.set(this.#name, highlight);
      }
      highlight.add(range);
      this.#ranges.push(range);
    } else if (range.startContainer === range.endContainer) {
      const span = document.createElement("span");
      span.dataset["mark"] = this.#name;
      range.surroundContents(span);
      this.#spans.push(span);
    }
  }

  clear(): void {
    const highlight = this.#ranges.length > 0 ? CSS.highlights.get(this.#name) : undefined;
    for (const range of this.#ranges.splice(0)) highlight?.delete(range);
    for (const span of this.#spans.splice(0)) {
      const parent = span.parentNode;
      span.replaceWith(...span.childNodes);
      parent?.normalize();
    }
  }
}

/** The range of UTF-16 offsets of an element's text, null where it has no such text. */
export function textRange(element: HTMLElement, start: number, end: number): Range | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let begun = false;
  let before = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && start >= before && start < before + length) {
      range.setStart(node, start - before);
      begun = true;
    }
    if (begun && end <= before + length) {
      range.setEnd(node, end - before);
      return range;
    }
    before += length;
  }
  return null;
}

/** The offset in the element's text under a point of the viewport, null where that is not its text. */
export function textOffsetAt(element: HTMLElement, x: number, y: number): number | null {
  const finder: CaretFinder = document;
  const position = finder.caretPositionFromPoint?.(x, y);
  const range = position ? null : finder.caretRangeFromPoint?.(x, y);
  const node = position?.offsetNode ?? range?.startContainer;
  if (!node || !element.contains(node)) return null;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, position?.offset ?? range?.startOffset ?? 0);
  return before.toString().length;
}

/** Browsers have the one, the other, or both. */
interface CaretFinder {
  caretPositionFromPoint?: (x: number, y: number) => CaretPosition | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}
