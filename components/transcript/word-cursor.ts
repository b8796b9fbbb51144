import { nodesOf } from "@/components/transcript/build-turns";
import { partsOfTurn, turnOfWord, wordsOfTurn, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";

/**
 * The word that the keyboard is at. Only its turn is split into words that can have the focus, and only this one word is a
 * stop of the Tab key; all other turns stay plain text.
 */
export class WordCursor {
  #word = -1;
  #turn = -1;
  #element: HTMLElement | null = null;

  constructor(
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
    /** Told after the nodes of a turn were replaced. */
    private readonly onReplaced: (turn: number) => void,
  ) {
    this.place(0);
  }

  get word(): number {
    return this.#word;
  }

  /** The element of the word; null where there are no words. */
  get element(): HTMLElement | null {
    return this.#element;
  }

  /** Moves the cursor to a word, without taking the focus. */
  place(word: number): void {
    const turn = turnOfWord(this.layout, word);
    if (word === this.#word || turn < 0) return;
    const left = this.#turn;
    const leftElement = this.#element;
    if (turn !== left) this.elements.paragraph(turn)?.replaceChildren(...nodesOf(wordsOfTurn(this.layout, turn)));
    this.#word = word;
    this.#turn = turn;
    this.#element = this.elements.paragraph(turn)?.querySelector<HTMLElement>(`[data-word="${word}"]`) ?? null;
    if (leftElement !== null) leftElement.tabIndex = -1;
    if (this.#element !== null) this.#element.tabIndex = 0;
    if (turn === left) return;
    const hadFocus = leftElement !== null && leftElement === document.activeElement;
    if (hadFocus) this.#element?.focus({ preventScroll: true });
    this.elements.paragraph(left)?.replaceChildren(...nodesOf(partsOfTurn(this.layout, left)));
    if (left >= 0) this.onReplaced(left);
    this.onReplaced(turn);
  }
}
