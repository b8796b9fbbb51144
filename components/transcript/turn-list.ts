import { nameTurn, speakerLabels, TurnBuilder } from "@/components/transcript/build-turns";
import { TURNS_PER_SECTION } from "@/components/transcript/turn-look";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** How long what is out of sight may be built at a stretch where the browser does not say how long it has nothing else to do, in milliseconds. */
const SLICE_MS = 10;
const LONGEST_WAIT_MS = 200;

/** A line of text and the padding of a turn, in CSS pixels, for the height of what has not been seen. */
const LINE_PX = 28;
const PADDING_PX = 16;
const CHARACTER_PX = 8;
/** From here the name stands beside the text instead of above it. */
const WIDE_PX = 768;
const NAME_CHARACTERS = 24;

/**
 * The elements of the turns. They lie in sections that the browser skips while they are off screen. Those in sight are built at
 * once, others when they are asked for, and the rest little by little: 100,000 words take longer than a reader should wait.
 */
export class TurnList {
  readonly sections: readonly HTMLElement[];
  readonly #builder: TurnBuilder;
  readonly #turns: HTMLElement[] = [];
  readonly #paragraphs: HTMLElement[] = [];
  #cancelBuilding: () => void = () => undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly layout: TranscriptLayout,
    names: SpeakerNames,
    renamable: boolean,
  ) {
    this.#builder = new TurnBuilder(layout, speakerLabels(layout, names), renamable);
    const width = host.clientWidth;
    const heights = Array.from({ length: Math.ceil(layout.turns.length / TURNS_PER_SECTION) }, (_, section) => this.#guessHeight(section, width));
    this.sections = heights.map(emptySection);
    let section = 0;
    for (let filled = 0; section < heights.length && filled < innerHeight; section += 1) {
      this.#build(section);
      filled += heights[section] ?? 0;
    }
    host.replaceChildren(...this.sections);
    this.#buildOn(section);
    addEventListener("beforeprint", this.#buildAll);
  }

  /** The section that a turn is in. */
  sectionOf(turn: number): number {
    return Math.floor(turn / TURNS_PER_SECTION);
  }

  /** The element of a turn; undefined where there is no such turn. */
  turn(turn: number): HTMLElement | undefined {
    if (this.#turns[turn] === undefined) this.#build(this.sectionOf(turn));
    return this.#turns[turn];
  }

  /** The element that holds the text of a turn and nothing else; undefined where there is no such turn. */
  paragraph(turn: number): HTMLElement | undefined {
    return this.turn(turn) && this.#paragraphs[turn];
  }

  /** Writes the names of the speakers into all turns. */
  setNames(names: SpeakerNames): void {
    const labels = speakerLabels(this.layout, names);
    this.#builder.setLabels(labels);
    this.#turns.forEach((element, turn) => nameTurn(element, labels[this.layout.turns[turn]?.speaker ?? -1]));
  }

  destroy(): void {
    this.#cancelBuilding();
    removeEventListener("beforeprint", this.#buildAll);
    this.host.replaceChildren();
  }

  #guessHeight(section: number, width: number): number {
    const first = section * TURNS_PER_SECTION;
    const last = Math.min(first + TURNS_PER_SECTION, this.layout.turns.length);
    const wide = width >= WIDE_PX;
    const charactersPerLine = Math.max(Math.min(width / CHARACTER_PX - (wide ? NAME_CHARACTERS : 0), 80), 30);
    let height = 0;
    for (let turn = first; turn < last; turn += 1) {
      const length = (this.layout.turnOffsets[turn + 1] ?? 0) - (this.layout.turnOffsets[turn] ?? 0);
      height += PADDING_PX + LINE_PX * (Math.ceil(length / charactersPerLine) + (wide ? 0 : 1));
    }
    return height;
  }

  #build(section: number): void {
    const element = this.sections[section];
    if (element === undefined || element.childElementCount > 0) return;
    const first = section * TURNS_PER_SECTION;
    for (let turn = first; turn < Math.min(first + TURNS_PER_SECTION, this.layout.turns.length); turn += 1) {
      const built = this.#builder.build(turn);
      this.#turns[turn] = built.turn;
      this.#paragraphs[turn] = built.paragraph;
      element.append(built.turn);
    }
    element.style.height = "";
  }

  /** On paper there is no later. */
  readonly #buildAll = (): void => this.sections.forEach((_, section) => this.#build(section));

  #buildOn(from: number): void {
    if (from >= this.sections.length) return;
    this.#cancelBuilding = whenIdle((hasTime) => {
      let section = from;
      do this.#build(section++);
      while (section < this.sections.length && hasTime());
      this.#buildOn(section);
    });
  }
}

/** Does some work when the page has been painted and nothing else is to be done; the answer cancels that. The work asks whether it has time for more. */
function whenIdle(work: (hasTime: () => boolean) => void): () => void {
  if ("requestIdleCallback" in globalThis) {
    // A page that is never idle, as while it plays on a slow machine, gets a section now and then all the same.
    const idle = requestIdleCallback((deadline) => work(() => deadline.timeRemaining() > 0), { timeout: LONGEST_WAIT_MS });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(() => {
    const end = performance.now() + SLICE_MS;
    work(() => performance.now() < end);
  }, 0);
  return () => clearTimeout(timer);
}

function emptySection(height: number): HTMLElement {
  const element = document.createElement("div");
  element.className = "skipped-off-screen -mx-2 px-2";
  // The scroll bar should be about right before a section has been built, and before it has been seen.
  element.style.cssText = `height: ${height}px; contain-intrinsic-block-size: auto ${height}px`;
  return element;
}
