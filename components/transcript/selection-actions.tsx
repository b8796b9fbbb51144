"use client";

import { Copy, Link2, Share2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { formatClock } from "@/components/player/clock";
import { Button } from "@/components/ui/button";

/** A stretch of the recording, in milliseconds. */
export interface SelectedTimes {
  readonly startMs: number;
  readonly endMs: number;
}

interface SelectionActionsProps {
  /** Whether words are selected. */
  hasWords: () => boolean;
  /** When the selected words are said; null where none are selected, or nobody knows. */
  timesOf: () => SelectedTimes | null;
  onCopy: () => void;
  onCopyLink: (times: SelectedTimes) => void;
  /** Null where nothing of it can be shared. */
  onShare: ((times: SelectedTimes) => void) | null;
}

/** What can be done with the words that are selected; at the foot of the window, where a thumb reaches it. */
export function SelectionActions({ hasWords, timesOf, onCopy, onCopyLink, onShare }: SelectionActionsProps) {
  const { selected, times } = useSelected(() => (hasWords() ? { selected: true, times: timesOf() } : NOTHING));
  if (!selected) return null;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3">
      <div
        role="toolbar"
        aria-label="Selected words"
        tabIndex={-1}
        // Pressing a button must not take the selection away.
        onPointerDown={(event) => event.preventDefault()}
        className="pointer-events-auto flex flex-wrap justify-center gap-1 rounded-xl border border-line-strong bg-surface-raised p-1.5 shadow-raised"
      >
        <Button variant="quiet" size="small" onClick={onCopy}>
          <Copy aria-hidden className="size-4" />
          Copy selection
        </Button>
        {times !== null && (
          <Button variant="quiet" size="small" onClick={() => onCopyLink(times)}>
            <Link2 aria-hidden className="size-4" />
            Copy link to {formatClock(times.startMs)}–{formatClock(times.endMs)}
          </Button>
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

interface Selected {
  readonly selected: boolean;
  readonly times: SelectedTimes | null;
}

const NOTHING: Selected = { selected: false, times: null };

/** What of the transcript is selected, as `read` says after each change of the selection. */
function useSelected(read: () => Selected): Selected {
  const [state, setState] = useState(NOTHING);
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });
  useEffect(() => {
    const onChange = () => setState((before) => {
      const now = getSelection()?.isCollapsed === false ? reader.current() : NOTHING;
      const same = now.selected === before.selected && now.times?.startMs === before.times?.startMs && now.times?.endMs === before.times?.endMs;
      return same ? before : now;
    });
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, []);
  return state;
}
