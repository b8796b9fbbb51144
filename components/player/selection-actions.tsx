"use client";

import { Copy, Link2, Quote, Share2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { formatClock } from "@/components/player/clock";
import { addressOfTime, linkCopied } from "@/components/player/link-time";
import { Button } from "@/components/ui/button";
import { useCopyNote } from "@/components/ui/use-copy-note";
import { type Quotation, quotationText } from "@/lib/transcripts/quotation";

/** A stretch of the recording, in milliseconds. */
export interface SelectedTimes {
  readonly startMs: number;
  readonly endMs: number;
}

/** What of a text with times is selected. */
export interface SelectedWords {
  /** When it is said; null where nobody knows. */
  readonly times: SelectedTimes | null;
  /** As it is copied. */
  readonly text: () => string;
  /** As it is quoted. */
  readonly quoted: () => Pick<Quotation, "text" | "speaker" | "title">;
}

interface SelectionActionsProps {
  /** What is selected now; null where nothing is. */
  selectedWords: () => SelectedWords | null;
  /** Null where nothing of it can be shared. */
  onShare: ((times: SelectedTimes) => void) | null;
  /** The selection is given up from here: the focus goes back to the text. */
  onLeave: () => void;
}

/**
 * What can be done with the words that are selected; at the foot of the window, where a thumb reaches it. It stands behind the text in the
 * order of the Tab key, so that it comes next for who selected with the keyboard; Escape gives up the selection.
 */
export function SelectionActions({ selectedWords, onShare, onLeave }: SelectionActionsProps) {
  const selected = useSelected(selectedWords);
  const { note, copy } = useCopyNote();
  if (selected === null) return null;
  const { times } = selected;
  const withWords = (act: (words: SelectedWords) => void) => () => {
    const words = selectedWords();
    if (words !== null) act(words);
  };
  const copyQuote = ({ startMs, endMs }: SelectedTimes) => withWords(({ quoted }) => copy(quotationText({ ...quoted(), startMs, endMs, url: addressOfTime(startMs, endMs) }), "Quote copied"));
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3 print:hidden">
      <div
        role="toolbar"
        aria-label="Selected words"
        tabIndex={-1}
        // Pressing a button must not take the selection away.
        onPointerDown={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          getSelection()?.removeAllRanges();
          onLeave();
        }}
        className="pointer-events-auto relative flex flex-wrap justify-center gap-1 rounded-xl border border-line-strong bg-surface-raised p-1.5 shadow-raised"
      >
        <span role="status" className={note === "" ? "sr-only" : "absolute bottom-full left-1/2 mb-1.5 w-max max-w-72 -translate-x-1/2 rounded-lg bg-ink px-2.5 py-1.5 text-label text-surface"}>
          {note}
        </span>
        <Button variant="quiet" size="small" onClick={withWords(({ text }) => copy(text(), "Selection copied"))}>
          <Copy aria-hidden className="size-4" />
          Copy selection
        </Button>
        {times !== null && (
          <>
            <Button variant="quiet" size="small" onClick={copyQuote(times)}>
              <Quote aria-hidden className="size-4" />
              Copy as quote
            </Button>
            <Button variant="quiet" size="small" onClick={() => copy(addressOfTime(times.startMs, times.endMs), linkCopied(`${formatClock(times.startMs)}–${formatClock(times.endMs)}`))}>
              <Link2 aria-hidden className="size-4" />
              Copy link to {formatClock(times.startMs)}–{formatClock(times.endMs)}
            </Button>
          </>
        )}
        {times !== null && onShare !== null && (
          <Button variant="quiet" size="small" onClick={() => onShare(times)}>
            <Share2 aria-hidden className="size-4" />
            Share this passage
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is selected, as `read` says after each change of the selection. */
function useSelected(read: () => SelectedWords | null): SelectedWords | null {
  const [state, setState] = useState<SelectedWords | null>(null);
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });
  useEffect(() => {
    if (state === null) return;
    // Where nobody else has the keyboard: words can be selected without giving the focus to any.
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && document.activeElement === document.body) getSelection()?.removeAllRanges();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [state]);
  useEffect(() => {
    const onChange = () => setState((before) => {
      const now = getSelection()?.isCollapsed === false ? reader.current() : null;
      const same = (now === null) === (before === null) && now?.times?.startMs === before?.times?.startMs && now?.times?.endMs === before?.times?.endMs;
      return same ? before : now;
    });
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, []);
  return state;
}
