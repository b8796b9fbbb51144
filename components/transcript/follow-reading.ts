/** Keys that scroll a page. */
const SCROLL_KEYS = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);
/** Where they do not: they move something else. */
const TAKES_KEYS = "input, textarea, select, [role=menu], [data-word]";
/** What of the free space stays free above and below the word being spoken, in pixels. */
const TOP_MARGIN = 12;
const BOTTOM_MARGIN = 72;
/** Where in the free space a word comes that was out of sight. */
const LANDING = 0.28;
/** How long a smooth scroll is left alone. */
const SCROLL_MS = 700;

/** Keeps what is spoken in view, until the reader scrolls; says when that changes. */
export class FollowReading {
  #following = true;
  #scrollingUntil = 0;
  #readerScrolls = 0;
  #held = false;
  readonly #life = new AbortController();

  constructor(
    /** Stays on top of the page, over the text. */
    private readonly cover: HTMLElement,
    private readonly onChange: (following: boolean) => void,
  ) {
    const { signal } = this.#life;
    const yieldTo = (event: Event) => {
      if (!(event.target instanceof Node && cover.contains(event.target))) this.#readerScrolled();
    };
    addEventListener("wheel", (event) => {
      if (!event.ctrlKey && Math.abs(event.deltaY) > Math.abs(event.deltaX)) this.#readerScrolled();
    }, { signal, passive: true });
    // Dragged over the waveform, the page would take that away from under the pointer.
    cover.addEventListener("pointerdown", () => (this.#held = true), { signal, passive: true });
    for (const type of ["pointerup", "pointercancel"] as const) addEventListener(type, () => (this.#held = false), { signal, passive: true });
    addEventListener("touchmove", yieldTo, { signal, passive: true });
    addEventListener("keydown", (event) => {
      if (SCROLL_KEYS.has(event.key) && !(event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null)) this.#readerScrolled();
    }, { signal });
    // The page's own scroll bar lies outside of its root element.
    addEventListener("pointerdown", (event) => {
      if (event.clientX >= document.documentElement.clientWidth) this.#readerScrolled();
    }, { signal, passive: true });
  }

  get following(): boolean {
    return this.#following;
  }

  /** How often the reader has begun to scroll: what was on its way to a place stops when that changes. */
  get readerScrolls(): number {
    return this.#readerScrolls;
  }

  /** Whether a smooth scroll is under way: what is in sight now may not be when it ends. */
  get isScrolling(): boolean {
    return performance.now() < this.#scrollingUntil;
  }

  set(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    if (!following) this.#scrollingUntil = 0;
    this.onChange(following);
  }

  /** Whether a place of the page can be seen beside what covers it. */
  isVisible(place: DOMRect): boolean {
    const { top, bottom } = this.#freeSpace();
    return place.top >= top && place.bottom <= bottom;
  }

  /**
   * Scrolls a place into the free space where it is not; smoothly over a short way, unless motion is unwelcome. While an earlier smooth
   * scroll is under way that goes on, unless the place is `asked` for: then the page goes there at once.
   */
  reveal(place: DOMRect, asked = false): void {
    const now = performance.now();
    const underWay = this.isScrolling;
    if (this.#held || (underWay ? !asked : this.isVisible(place))) return;
    const { top, bottom } = this.#freeSpace();
    const distance = place.top - (top + (bottom - top) * LANDING);
    const smooth = !underWay && Math.abs(distance) < 1.5 * innerHeight && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#scrollingUntil = smooth ? now + SCROLL_MS : 0;
    scrollBy({ top: distance, behavior: smooth ? "smooth" : "instant" });
  }

  destroy(): void {
    this.#life.abort();
  }

  #readerScrolled(): void {
    this.#readerScrolls += 1;
    this.set(false);
  }

  #freeSpace(): { top: number; bottom: number } {
    return { top: Math.max(this.cover.getBoundingClientRect().bottom, 0) + TOP_MARGIN, bottom: innerHeight - BOTTOM_MARGIN };
  }
}
