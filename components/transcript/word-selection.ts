import { selectBetween, selectionWithin } from "@/components/player/text-selection";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";
import { rangeOfWord } from "@/components/transcript/word-places";

/** What the keyboard selects of the turns: whole words, from the one that it began at. */
export class WordSelection {
  #anchor = -1;

  constructor(
    private readonly host: HTMLElement,
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
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
