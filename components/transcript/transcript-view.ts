import type { Playback } from "@/components/player/playback";
import { TextMark } from "@/components/player/text-mark";
import { selectionWithin } from "@/components/player/text-selection";
import { moveCursor } from "@/components/transcript/cursor-moves";
import { FollowReading } from "@/components/transcript/follow-reading";
import { LinkedRange } from "@/components/transcript/linked-range";
import { SearchMarks } from "@/components/transcript/search-marks";
import { spanOfWord, turnOfWord, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { copyAsRead, spansOfRange, wordsOfSpans } from "@/components/transcript/transcript-selection";
import { TurnList } from "@/components/transcript/turn-list";
import { WordCursor } from "@/components/transcript/word-cursor";
import { WordReveal } from "@/components/transcript/word-reveal";
import { wordUnder } from "@/components/transcript/word-places";
import { WordSelection } from "@/components/transcript/word-selection";
import type { SpeakerNames } from "@/lib/transcripts/transcript";
import { wordAt, type TextSpan } from "@/lib/transcripts/word-timing";

/** What a transcript is shown with, and whom it tells. */
export interface TranscriptViewOptions {
  /** Where the turns are built. */
  readonly host: HTMLElement;
  /** What stays on top of the page while the transcript scrolls below it. */
  readonly cover: HTMLElement;
  readonly layout: TranscriptLayout;
  readonly playback: Playback;
  readonly names: SpeakerNames;
  readonly onFollowing: (following: boolean) => void;
  /** A person wants to rename the speaker of a turn; the element is the turn's own, for an editor in it. Null where nobody may. */
  readonly onRename: ((speaker: number, turn: HTMLElement) => void) | null;
}

/** Who jumps further than this wants to be there, milliseconds. */
const JUMP_MS = 1000;

/**
 * The turns of a transcript on the page, in step with a playback: the current word is lit and kept in view, a click on a word
 * or Enter seeks, arrows walk the words, and with Shift select them. It is built and changed outside of React, which would take seconds for hours of speech.
 */
export class TranscriptView {
  readonly #options: TranscriptViewOptions;
  readonly #elements: TurnList;
  readonly #cursor: WordCursor;
  readonly #selection: WordSelection;
  readonly #search: SearchMarks;
  readonly #linked: LinkedRange;
  readonly #follow: FollowReading;
  readonly #sight: WordReveal;
  readonly #spoken = new TextMark("spoken-word");
  readonly #life = new AbortController();
  readonly #ends: readonly (() => void)[];
  #lit = -1;
  #wasPlaying: boolean;
  #pressed = false;
  /** The keyboard comes back to where it was. */
  #returning = false;

  constructor(options: TranscriptViewOptions) {
    const { host, cover, layout, playback, names } = options;
    this.#options = options;
    this.#wasPlaying = playback.getState().playing;
    this.#elements = new TurnList(host, layout, names, options.onRename !== null);
    this.#search = new SearchMarks(layout, this.#elements);
    this.#linked = new LinkedRange(layout, this.#elements);
    this.#cursor = new WordCursor(layout, this.#elements, (turn) => this.#refresh(turn));
    this.#selection = new WordSelection(host, layout, this.#elements, this.#cursor);
    this.#follow = new FollowReading(cover, options.onFollowing);
    this.#sight = new WordReveal(layout, this.#elements, this.#follow);
    const { signal } = this.#life;
    host.addEventListener("click", (event) => this.#onClick(event), { signal });
    host.addEventListener("keydown", (event) => this.#onKeyDown(event), { signal });
    host.addEventListener("focusin", (event) => this.#onFocusIn(event), { signal });
    host.addEventListener("copy", (event) => copyAsRead(event, host, layout, this.#elements), { signal });
    host.addEventListener("pointerdown", () => (this.#pressed = true), { signal });
    addEventListener("pointerup", ({ pointerType }) => {
      if (this.#pressed && pointerType === "mouse") this.#selection.takeOver();
      this.#pressed = false;
      if (this.#follow.following) this.#sight.reveal(this.#lit);
    }, { signal });
    this.#ends = !layout.transcript.timed ? [] : [
      playback.onSeek((distanceMs) => distanceMs > JUMP_MS && this.#follow.set(true)),
      playback.onPosition((positionMs) => this.#light(positionMs)),
      playback.subscribe(() => this.#onState()),
    ];
    if (layout.transcript.timed) this.#light(playback.positionMs);
  }

  /** Takes everything back: elements, marks, listeners. */
  destroy(): void {
    this.#life.abort();
    this.#ends.forEach((end) => end());
    this.#follow.destroy();
    this.#search.destroy();
    this.#linked.destroy();
    this.#spoken.clear();
    this.#elements.destroy();
  }

  /** Writes the names of the speakers into all turns. */
  setNames(names: SpeakerNames): void {
    this.#elements.setNames(names);
  }

  /** Marks what was found, and shows the one that the reader is at (−1 for none). */
  showMatches(matches: readonly TextSpan[], current: number): void {
    this.#search.show(matches, current);
  }

  /** Moves the mark of the current match, and scrolls to it. */
  goToMatch(match: TextSpan & { readonly word: number }): void {
    this.#search.showCurrent(match);
    this.#sight.visit(match.word);
  }

  /** Marks a stretch that a link points at, in milliseconds; none for null. */
  showLinked(range: { readonly startMs: number; readonly endMs: number } | null): void {
    this.#linked.show(range);
  }

  /** Brings the word being spoken back into view and keeps it there. */
  followAgain(): void {
    this.#follow.set(true);
    this.#sight.reveal(this.#wordAt(this.#options.playback.positionMs));
  }

  /** The words that are selected, from the first up to, not including, the last; null where none are. */
  selectedWords(): { from: number; to: number } | null {
    const range = selectionWithin(this.#options.host);
    return range && wordsOfSpans(this.#options.layout, spansOfRange(range, this.#options.layout, this.#elements));
  }

  /** Gives up what the keyboard has selected, and gives it back to the word that it was at. */
  leaveSelection(): void {
    this.#selection.clear();
    this.#returning = true;
    this.#focusCursor();
    this.#returning = false;
  }

  #wordAt(positionMs: number): number {
    return wordAt(this.#options.layout.startsMs, positionMs);
  }

  #light(positionMs: number): void {
    const word = this.#options.playback.isCurrent ? this.#wordAt(positionMs) : -1;
    if (word === this.#lit) return;
    const { layout } = this.#options;
    const [left, entered] = [turnOfWord(layout, this.#lit), turnOfWord(layout, word)];
    this.#lit = word;
    this.#markSpoken();
    if (left !== entered) {
      const leftElement = this.#elements.turn(left);
      const enteredElement = this.#elements.turn(entered);
      if (leftElement !== undefined) delete leftElement.dataset["current"];
      if (enteredElement !== undefined) enteredElement.dataset["current"] = "true";
    }
    if (this.#follow.following && word >= 0) this.#sight.reveal(word);
  }

  #markSpoken(): void {
    const span = spanOfWord(this.#options.layout, this.#lit);
    const paragraph = span === null ? undefined : this.#elements.paragraph(span.turn);
    if (span !== null && paragraph !== undefined) this.#spoken.show(paragraph, span.start, span.end);
    else this.#spoken.clear();
  }

  /** The nodes of a turn are others now: what was marked in them is marked again. */
  #refresh(turn: number): void {
    if (turnOfWord(this.#options.layout, this.#lit) === turn) this.#markSpoken();
    this.#search.refresh(turn);
    this.#linked.refresh();
  }

  #onState(): void {
    const { playing } = this.#options.playback.getState();
    const started = playing && !this.#wasPlaying;
    this.#wasPlaying = playing;
    if (!started) return;
    // Who starts it with the place in sight is reading along; who has scrolled elsewhere stays there.
    if (this.#sight.isVisible(Math.max(this.#lit, 0))) this.#follow.set(true);
  }

  #seekTo(word: number): void {
    const { layout, playback } = this.#options;
    if (!layout.transcript.timed) return;
    this.#follow.set(true);
    playback.seek(layout.startsMs[word] ?? 0);
  }

  #onClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const turnElement = target?.closest<HTMLElement>("[data-turn]");
    const turn = Number(turnElement?.dataset["turn"] ?? Number.NaN);
    const { layout, onRename } = this.#options;
    const found = layout.turns[turn];
    if (target === null || !turnElement || found === undefined) return;
    if (target.closest("button.speaker-name") !== null) {
      if (found.speaker !== null) onRename?.(found.speaker, turnElement);
    } else if (target.closest("a") !== null) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#seekTo(found.from);
    } else if (target.closest("p") !== null && getSelection()?.isCollapsed !== false) {
      const word = wordUnder(layout, this.#elements, turn, event);
      if (word === undefined) return;
      // The sound comes from elsewhere: it is asked for first.
      this.#seekTo(word);
      this.#cursor.place(word);
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { layout, playback, onRename } = this.#options;
    const element = event.target instanceof HTMLElement ? event.target : null;
    const word = Number(element?.dataset["word"] ?? Number.NaN);
    if (element === null || Number.isNaN(word) || event.altKey || event.metaKey) return;
    const turn = turnOfWord(layout, word);
    const speaker = layout.turns[turn]?.speaker ?? null;
    const turnElement = this.#elements.turn(turn);
    const paragraph = this.#elements.paragraph(turn);
    const rightToLeft = paragraph?.matches(":dir(rtl)") ?? false;
    const target = moveCursor(layout, word, event.key, { rightToLeft, control: event.ctrlKey });
    if (target !== null) {
      if (event.shiftKey) this.#selection.begin(word);
      else this.#selection.clear();
      this.#cursor.place(target);
      this.#focusCursor();
      if (event.shiftKey) this.#selection.extendTo(target);
    } else if (event.shiftKey || (event.key === "Escape" && !this.#selection.clear())) return;
    else if (event.key === "Enter") this.#seekTo(word);
    else if (event.key === " ") playback.toggle();
    else if (event.key === "F2" && speaker !== null && turnElement !== undefined) onRename?.(speaker, turnElement);
    else return;
    event.preventDefault();
  }

  /** The Tab key comes to the word being spoken, wherever the cursor was left. */
  #onFocusIn(event: FocusEvent): void {
    const { host } = this.#options;
    const cameFromOutside = !(event.relatedTarget instanceof Node && host.contains(event.relatedTarget));
    const onWord = event.target instanceof HTMLElement && event.target.dataset["word"] !== undefined;
    if (!cameFromOutside || !onWord || this.#pressed || this.#returning || this.#lit < 0) return;
    this.#cursor.place(this.#lit);
    this.#focusCursor();
  }

  #focusCursor(): void {
    this.#cursor.element?.focus({ preventScroll: true });
    this.#sight.visit(this.#cursor.word);
  }
}
