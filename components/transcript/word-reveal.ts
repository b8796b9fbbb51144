import type { FollowReading } from "@/components/transcript/follow-reading";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";
import { placesOfWord } from "@/components/transcript/word-places";

/** Brings words of a transcript into view. */
export class WordReveal {
  constructor(
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
    private readonly follow: FollowReading,
  ) {}

  /** Whether a word can be seen beside what covers the page; false where there is no such word. */
  isVisible(word: number): boolean {
    const place = this.#placeOf(word);
    return place !== undefined && this.follow.isVisible(place);
  }

  /** Shows a word that the reader wants to see: where that is elsewhere, following waits. */
  visit(word: number): void {
    const place = this.#placeOf(word);
    if (place === undefined || (!this.follow.isScrolling && this.follow.isVisible(place))) return;
    this.follow.set(false);
    this.reveal(word, true);
  }

  /** Scrolls to a word where it is out of sight; `asked`: somebody waits to see it. */
  reveal(word: number, asked = false): void {
    const place = this.#placeOf(word);
    if (place === undefined || (!this.follow.isScrolling && this.follow.isVisible(place))) return;
    this.follow.reveal(place, asked);
    const { readerScrolls } = this.follow;
    // Sections above that were never seen had a guessed height until now.
    requestAnimationFrame(() => {
      const settled = this.#placeOf(word);
      if (settled !== undefined && readerScrolls === this.follow.readerScrolls) this.follow.reveal(settled);
    });
  }

  #placeOf(word: number): DOMRect | undefined {
    return placesOfWord(this.layout, this.elements, word)[0];
  }
}
