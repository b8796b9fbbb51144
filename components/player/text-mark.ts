/** The names under which the page marks text. */
export type MarkName = "spoken-word" | "word-cursor";

/**
 * One marked passage of a text. It is painted as a CSS custom highlight of its name, shared by all marks of that name on the
 * page, and the text stays as it is; a browser without them gets a span with the mark's name in `data-mark`.
 */
export class TextMark {
  readonly #name: MarkName;
  #range: Range | null = null;
  #span: HTMLSpanElement | null = null;

  constructor(name: MarkName) {
    this.#name = name;
  }

  /** Marks the UTF-16 offsets `start` to `end` of the element's text, and nothing else from then on. */
  show(element: HTMLElement, start: number, end: number): void {
    this.clear();
    const range = textRange(element, start, end);
    if (range === null || range.collapsed) return;
    if ("Highlight" in globalThis) {
      const highlight = CSS.highlights.get(this.#name) ?? new Highlight();
      CSS.highlights.set(this.#name, highlight.add(range));
      this.#range = range;
    } else {
      this.#span = document.createElement("span");
      this.#span.dataset["mark"] = this.#name;
      range.surroundContents(this.#span);
    }
  }

  clear(): void {
    if (this.#range !== null) CSS.highlights.get(this.#name)?.delete(this.#range);
    this.#range = null;
    const parent = this.#span?.parentNode;
    this.#span?.replaceWith(...this.#span.childNodes);
    parent?.normalize();
    this.#span = null;
  }
}

/** The range of UTF-16 offsets of an element's text, null where it has no such text. It must lie within one text node. */
export function textRange(element: HTMLElement, start: number, end: number): Range | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (start >= before && start < before + length && end <= before + length) {
      const range = document.createRange();
      range.setStart(node, start - before);
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
