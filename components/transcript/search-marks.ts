import { TextMark } from "@/components/player/text-mark";
import { spansOfPassage, type TranscriptLayout, type TurnSpan } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";
import type { TextSpan } from "@/lib/transcripts/word-timing";

/** How far outside the viewport sections have their hits marked, so that scrolling finds them marked. */
const MARGIN = "300px";

/**
 * Marks what a search found. Only in sections near the viewport: a browser looks at all highlights of the page whenever it
 * paints one, which for 20,000 hits takes longer than a frame.
 */
export class SearchMarks {
  readonly #marks: readonly TextMark[];
  readonly #current = new TextMark("search-current");
  readonly #near = new Set<number>();
  readonly #observer: IntersectionObserver;
  #spans: readonly (readonly TurnSpan[])[] = [];
  #currentSpans: readonly TurnSpan[] = [];

  constructor(
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
  ) {
    const places = new Map<Element, number>(elements.sections.map((section, index) => [section, index]));
    this.#marks = elements.sections.map(() => new TextMark("search-match"));
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const section = places.get(entry.target) ?? -1;
          if (entry.isIntersecting === this.#near.has(section)) continue;
          if (entry.isIntersecting) this.#near.add(section);
          else this.#near.delete(section);
          this.#mark(section);
        }
      },
      { rootMargin: `${MARGIN} 0px` },
    );
  }

  /** Marks passages of the whole text, and one of them as the one that the reader is at (−1 for none). */
  show(passages: readonly TextSpan[], current: number): void {
    const spans: TurnSpan[][] = this.elements.sections.map(() => []);
    passages.forEach((passage) => {
      for (const span of spansOfPassage(this.layout, passage)) spans[this.elements.sectionOf(span.turn)]?.push(span);
    });
    this.#spans = spans;
    // Observing costs something in every frame, so only while there is something to mark.
    if (passages.length === 0) {
      this.#observer.disconnect();
      this.#near.clear();
    } else if (this.#near.size === 0) this.#addSectionsInSight();
    this.showCurrent(passages[current]);
    this.#marks.forEach((_, section) => this.#mark(section));
    if (passages.length > 0) this.elements.sections.forEach((section) => this.#observer.observe(section));
  }

  /** Marks the passage that the reader is at. */
  showCurrent(passage: TextSpan | undefined): void {
    this.#currentSpans = passage === undefined ? [] : spansOfPassage(this.layout, passage);
    this.#markCurrent();
  }

  /** Marks a turn again whose nodes have been replaced. */
  refresh(turn: number): void {
    this.#mark(this.elements.sectionOf(turn));
    if (this.#currentSpans.some((span) => span.turn === turn)) this.#markCurrent();
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#marks.forEach((mark) => mark.clear());
    this.#current.clear();
  }

  /** What is in sight now: the observer says so a frame later. */
  #addSectionsInSight(): void {
    const { sections } = this.elements;
    let [first, end] = [0, sections.length];
    while (first < end) {
      const middle = Math.floor((first + end) / 2);
      if ((sections[middle]?.getBoundingClientRect().bottom ?? 0) <= 0) first = middle + 1;
      else end = middle;
    }
    for (let section = first; (sections[section]?.getBoundingClientRect().top ?? innerHeight) < innerHeight; section += 1) this.#near.add(section);
  }

  #markCurrent(): void {
    this.#current.clear();
    for (const span of this.#currentSpans) this.#add(this.#current, span);
  }

  #mark(section: number): void {
    const mark = this.#marks[section];
    mark?.clear();
    if (mark !== undefined && this.#near.has(section)) for (const span of this.#spans[section] ?? []) this.#add(mark, span);
  }

  #add(mark: TextMark, { turn, start, end }: TurnSpan): void {
    const paragraph = this.elements.paragraph(turn);
    if (paragraph !== undefined) mark.add(paragraph, start, end);
  }
}
