import { TextMark } from "@/components/player/text-mark";
import { spansOfPassage, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import type { TurnList } from "@/components/transcript/turn-list";
import { wordsWithin } from "@/lib/transcripts/word-timing";

/** Marks the words of a stretch that a link points at. */
export class LinkedRange {
  readonly #mark = new TextMark("linked-range");
  #range: { readonly startMs: number; readonly endMs: number } | null = null;

  constructor(
    private readonly layout: TranscriptLayout,
    private readonly elements: TurnList,
  ) {}

  /** Marks the words that begin within the stretch, in milliseconds; none for null. */
  show(range: { readonly startMs: number; readonly endMs: number } | null): void {
    this.#range = range;
    this.refresh();
  }

  /** Marks them again, where nodes of a turn have been replaced. */
  refresh(): void {
    this.#mark.clear();
    const words = this.#range === null ? null : wordsWithin(this.layout.startsMs, this.#range.startMs, this.#range.endMs);
    if (words === null) return;
    const start = this.layout.wordOffsets[words.from] ?? 0;
    const last = words.to - 1;
    const end = (this.layout.wordOffsets[last] ?? 0) + (this.layout.transcript.words[last]?.text.length ?? 0);
    for (const span of spansOfPassage(this.layout, { start, end })) {
      const paragraph = this.elements.paragraph(span.turn);
      if (paragraph !== undefined) this.#mark.add(paragraph, span.start, span.end);
    }
  }

  destroy(): void {
    this.#mark.clear();
  }
}
