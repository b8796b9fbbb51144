import { selectBetween, selectionWithin } from "@/components/player/text-selection";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";
import { spansOfRange, wordsOfSpans } from "@/components/transcript/transcript-selection";
import type { WordCursor } from "@/components/transcript/word-cursor";
import { rangeOfWord } from "@/components/transcript/word-places";

/** What is selected of the turns: whole words; by the keyboard from the one that it began at. */
export class WordSelection {
  #anchor = -1;

  constructor(
    private readonly host: HTMLElement,
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
    private readonly cursor: WordCursor,
  ) {}

  /** Begins a selection at a word; one that is there goes on. */
  begin(word: number): void {
    if (!this.#isPresent()) this.#anchor = word;
  }

  /** Selects from where it began up to a word, also in another turn, whose words have their elements by now. */
  extendTo(word: number): void {
    const [anchor, focus] = [this.#anchor, word].map((end) => rangeOfWord(this.layout, this.elements, end));
    if (anchor != null && focus != null) selectBetween(anchor, focus);
  }

  /**
   * Takes over what the mouse selected, so that the keyboard goes on with it, and widens it to words: they are what is copied, linked and
   * shared. Fingers select by words of themselves, and go on with handles.
   */
  takeOver(): void {
    const selection = getSelection();
    const range = selectionWithin(this.host);
    const within = (node: Node | null | undefined) => node != null && this.host.contains(node);
    if (selection === null || range === null || !within(selection.anchorNode) || !within(selection.focusNode)) return;
    const words = wordsOfSpans(this.layout, spansOfRange(range, this.layout, this.elements));
    if (words === null) return;
    const backwards = selection.focusNode === range.startContainer && selection.focusOffset === range.startOffset;
    const [begun, ended] = backwards ? [words.to - 1, words.from] : [words.from, words.to - 1];
    // Its turn gets other nodes.
    this.cursor.place(ended);
    this.cursor.element?.focus({ preventScroll: true });
    this.#anchor = begun;
    this.extendTo(ended);
  }

  /** Gives up what the keyboard has selected; says whether that was anything. */
  clear(): boolean {
    const present = this.#isPresent();
    if (present) getSelection()?.removeAllRanges();
    this.#anchor = -1;
    return present;
  }

  #isPresent(): boolean {
    return this.#anchor >= 0 && selectionWithin(this.host) !== null;
  }
}
