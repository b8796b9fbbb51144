"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import type { Playback } from "@/components/player/playback";
import { SelectionActions, type SelectedWords } from "@/components/player/selection-actions";
import { textOffsetAt, textRange, TextMark } from "@/components/player/text-mark";
import { selectBetween, selectionWithin, spanOfRange } from "@/components/player/text-selection";
import { locateWords, wordAt, wordsInSpan, wordStarts, type TimedWord } from "@/lib/transcripts/word-timing";

interface SpokenTextProps {
  playback: Playback;
  text: string;
  /** Null until they are there, and where there are none: then the text stays still. */
  words: readonly TimedWord[] | null;
  /** What is quoted from; null where the page's address leads nowhere in this text. */
  quotedAs?: string | null;
}

/** How far beside its letters a word may still be clicked, in pixels. */
const REACH = 4;
/** Keys that go to another word. */
const MOVES = /^(Arrow|Home$|End$|Page)/;

/**
 * The text of a take, with the word lit that is being spoken where its words have times. A click on a word seeks to it. For the keyboard it is one tab stop:
 * arrows go from word to word, with Shift they select, Enter seeks, Space plays and pauses.
 */
export function SpokenText({ playback, text, words, quotedAs = null }: SpokenTextProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const wordSlider = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (words === null || scroller.current === null || paragraph.current === null || wordSlider.current === null) return;
    return bindWords({ playback, text, words, scroller: scroller.current, paragraph: paragraph.current, slider: wordSlider.current });
  }, [playback, text, words]);

  const selectedWords = (): SelectedWords | null => {
    if (words === null) return null;
    const element = paragraph.current;
    const range = element === null ? null : selectionWithin(element);
    const span = element === null || range === null ? null : spanOfRange(range, element);
    const found = span === null ? null : wordsInSpan(locateWords(text, words), span);
    const [first, last] = found === null ? [] : [words[found.from], words[found.to - 1]];
    if (span === null || first === undefined || last === undefined) return null;
    const selected = () => text.slice(span.start, span.end).trim();
    return { times: { startMs: first.startMs, endMs: Math.max(last.endMs, first.startMs + 1) }, text: selected, quoted: () => ({ text: selected(), speaker: "", title: quotedAs ?? "" }) };
  };

  return (
    <>
      <div
        ref={scroller}
        {...(words === null ? { role: "region", "aria-label": "Text", tabIndex: 0 } : {})}
        className="relative max-h-48 overflow-y-auto overscroll-contain rounded-sm outline-offset-4 outline-accent has-[input:focus-visible]:outline-2"
      >
        {words !== null && (
          <input
            ref={wordSlider}
            type="range"
            aria-label="Word"
            min={0}
            max={Math.max(words.length - 1, 0)}
            step={1}
            defaultValue={0}
            className="pointer-events-none sticky top-0 float-left -mr-px size-px appearance-none opacity-0"
          />
        )}
        <p
          ref={paragraph}
          dir="auto"
          className={clsx(
            words !== null && "cursor-pointer",
            "text-base/7 whitespace-pre-wrap text-ink wrap-anywhere **:data-[mark=spoken-word]:bg-accent/25 **:data-[mark=word-cursor]:underline **:data-[mark=word-cursor]:decoration-2 [&::highlight(spoken-word)]:bg-accent/25 [&::highlight(word-cursor)]:underline [&::highlight(word-cursor)]:decoration-accent [&::highlight(word-cursor)]:decoration-2",
          )}
        >
          {text}
        </p>
      </div>
      {quotedAs !== null && words !== null && <SelectionActions selectedWords={selectedWords} onShare={null} onLeave={() => wordSlider.current?.focus()} />}
    </>
  );
}

interface WordBinding {
  playback: Playback;
  text: string;
  words: readonly TimedWord[];
  scroller: HTMLElement;
  paragraph: HTMLElement;
  slider: HTMLInputElement;
}

/** Connects the text to the playback, both ways; the answer takes everything back. */
function bindWords({ playback, text, words, scroller, paragraph, slider }: WordBinding): () => void {
  const starts = wordStarts(words);
  const spans = locateWords(text, words);
  const offsets = Float64Array.from(spans, (span) => span.start);
  const spoken = new TextMark("spoken-word");
  const cursor = new TextMark("word-cursor");
  const listening = new AbortController();
  const { signal } = listening;
  let lit = -1;
  let wasPlaying = playback.getState().playing;
  /** Off from when the reader scrolls until the audio is started again or a word chosen. */
  let following = true;

  /** The word that a selection by the keyboard begins at; −1 while there is none. */
  let anchor = -1;

  const rangeOf = (index: number) => {
    const span = spans[index];
    return span ? textRange(paragraph, span.start, span.end) : null;
  };
  const rects = (index: number) => [...(rangeOf(index)?.getClientRects() ?? [])];
  const reveal = (index: number) => {
    const [word] = rects(index);
    const frame = scroller.getBoundingClientRect();
    if (word && (word.top < frame.top || word.bottom > frame.bottom)) scroller.scrollTop += word.top - frame.top - frame.height / 3;
  };
  const mark = (textMark: TextMark, index: number) => {
    const span = spans[index];
    if (span) textMark.show(paragraph, span.start, span.end);
    else textMark.clear();
  };
  const light = (positionMs: number) => {
    const index = playback.isCurrent ? wordAt(starts, positionMs) : -1;
    if (index === lit) return;
    lit = index;
    mark(spoken, index);
    if (following) reveal(index);
  };
  const seekToWord = (index: number) => {
    following = true;
    playback.seek(starts[index] ?? 0);
  };
  const moveCursor = () => {
    const index = slider.valueAsNumber;
    slider.setAttribute("aria-valuetext", words[index]?.text ?? "");
    mark(cursor, index);
    reveal(index);
    const [from, to] = [rangeOf(anchor), rangeOf(index)];
    if (from !== null && to !== null) selectBetween(from, to);
  };
  const onFocus = () => {
    // Who comes back from what was selected is where they were.
    if (anchor < 0) slider.value = String(Math.max(wordAt(starts, playback.positionMs), 0));
    if (selectionWithin(paragraph) === null) anchor = -1;
    moveCursor();
  };
  const endSelection = () => {
    if (anchor >= 0) getSelection()?.removeAllRanges();
    anchor = -1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (MOVES.test(event.key) && !event.shiftKey) endSelection();
    else if (MOVES.test(event.key) && (anchor < 0 || selectionWithin(paragraph) === null)) anchor = slider.valueAsNumber;
    else if (event.key === "Escape") endSelection();
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (event.key === " ") playback.toggle();
    else seekToWord(slider.valueAsNumber);
  };
  const onClick = (event: MouseEvent) => {
    if (getSelection()?.isCollapsed === false) return;
    const offset = textOffsetAt(paragraph, event.clientX, event.clientY);
    const near = offset === null ? -1 : wordAt(offsets, offset);
    // Right of a word's middle letter the caret may already belong to the next word.
    const index = [near, near - 1].find((candidate) => rects(candidate).some((rect) => isNear(rect, event)));
    if (index !== undefined) seekToWord(index);
  };

  // The arrows follow the direction that the text turned out to have.
  slider.dir = getComputedStyle(paragraph).direction;
  slider.setAttribute("aria-valuetext", words[0]?.text ?? "");
  slider.addEventListener("input", moveCursor, { signal });
  slider.addEventListener("focus", onFocus, { signal });
  slider.addEventListener("blur", () => cursor.clear(), { signal });
  slider.addEventListener("keydown", onKeyDown, { signal });
  paragraph.addEventListener("click", onClick, { signal });
  scroller.addEventListener("wheel", () => (following = false), { signal, passive: true });
  scroller.addEventListener("touchmove", () => (following = false), { signal, passive: true });
  const endPosition = playback.onPosition(light);
  const endState = playback.subscribe(() => {
    const { playing } = playback.getState();
    if (playing && !wasPlaying) following = true;
    wasPlaying = playing;
  });
  light(playback.positionMs);
  return () => {
    listening.abort();
    endPosition();
    endState();
    spoken.clear();
    cursor.clear();
  };
}

function isNear(rect: DOMRect, { clientX, clientY }: MouseEvent): boolean {
  return clientX >= rect.left - REACH && clientX <= rect.right + REACH && clientY >= rect.top - REACH && clientY <= rect.bottom + REACH;
}
