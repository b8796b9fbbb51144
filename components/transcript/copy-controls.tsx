"use client";

import { Check, ChevronDown, Copy, Link2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { formatClock } from "@/components/player/clock";
import type { Playback } from "@/components/player/playback";
import { copyText } from "@/components/transcript/copy-text";
import { linkToTime } from "@/components/player/link-time";
import { SelectionActions, type SelectedTimes } from "@/components/transcript/selection-actions";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";

/** What goes with the words when they are copied. */
export interface CopyChoice {
  readonly times: boolean;
  readonly speakers: boolean;
}

interface CopyControlsProps {
  playback: Playback;
  timed: boolean;
  hasSpeakers: boolean;
  /** The whole text. */
  textOfAll: (choice: CopyChoice) => string;
  /** The text of the selected words, null where none are selected. */
  textOfSelection: (choice: CopyChoice) => string | null;
  /** When the selected words are said; null where none are selected. */
  timesOfSelection: () => SelectedTimes | null;
  /** Null where nothing of it can be shared. */
  onSharePassage: ((times: SelectedTimes) => void) | null;
  /** Whether times are copied along until somebody chooses. */
  withTimes: boolean;
}

/** How long it says that something was copied. */
const NOTE_MS = 2500;
/** A link to a moment is to a tenth of a second: nobody hears what is less. */
const LINK_STEP_MS = 100;

/** Copies the transcript, what is selected of it, or a link to a moment or a stretch; with times and speakers if wanted. */
export function CopyControls({ playback, timed, hasSpeakers, textOfAll, textOfSelection, timesOfSelection, onSharePassage, withTimes }: CopyControlsProps) {
  const [choice, setChoice] = useState<CopyChoice>({ times: withTimes, speakers: hasSpeakers });
  const [note, setNote] = useState("");

  useEffect(() => {
    if (note === "") return;
    const timer = setTimeout(() => setNote(""), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);

  const copy = async (text: string, done: string) =>
    setNote((await copyText(text)) ? done : "The browser did not allow copying. Select the text and copy it with the keyboard.");
  const copySelection = () => {
    const text = textOfSelection(choice);
    if (text !== null) void copy(text, "Selection copied");
  };
  const copied = note !== "";
  return (
    <div className="relative flex items-center gap-0.5">
      <SelectionActions
        hasWords={() => textOfSelection({ times: false, speakers: false }) !== null}
        timesOf={timesOfSelection}
        onCopy={copySelection}
        onCopyLink={({ startMs, endMs }) => void copy(addressOf(linkToTime(startMs, endMs)), `Link to ${formatClock(startMs)}–${formatClock(endMs)} copied`)}
        onShare={onSharePassage}
      />
      <Button variant="quiet" className="h-9 px-2.5!" onClick={() => void copy(textOfAll(choice), "Transcript copied")}>
        {copied ? <Check aria-hidden className="size-4 text-accent" /> : <Copy aria-hidden className="size-4" />}
        <span className="max-md:sr-only">Copy transcript</span>
      </Button>
      <Popover label={<ChevronDown aria-hidden className="size-4" />} name="Copy options" content={{ role: "group", name: "Copy options" }} align="end" variant="quiet" size="icon">
        <div className="w-60 space-y-3 p-2.5">
          {hasSpeakers && <Switch label="Speakers" checked={choice.speakers} onChange={(speakers) => setChoice({ ...choice, speakers })} />}
          {timed && <Switch label="Times" checked={choice.times} onChange={(times) => setChoice({ ...choice, times })} />}
          {timed && <LinkToNow playback={playback} onCopy={(timeMs) => void copy(addressOf(linkToTime(Math.round(timeMs / LINK_STEP_MS) * LINK_STEP_MS)), `Link to ${formatClock(timeMs)} copied`)} />}
        </div>
      </Popover>
      <span role="status" className={copied ? "absolute right-0 bottom-full z-30 mb-1.5 w-max max-w-72 rounded-lg bg-ink px-2.5 py-1.5 text-label text-surface" : "sr-only"}>
        {note}
      </span>
    </div>
  );
}

/** A button that names the current moment, and goes on naming it while it plays. */
function LinkToNow({ playback, onCopy }: { playback: Playback; onCopy: (timeMs: number) => void }) {
  const label = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (positionMs: number) => {
      const text = `Copy link to ${formatClock(positionMs)}`;
      if (label.current !== null && label.current.textContent !== text) label.current.textContent = text;
    };
    show(playback.positionMs);
    return playback.onPosition(show);
  }, [playback]);
  return (
    <Button variant="outline" size="small" className="w-full justify-center" onClick={() => onCopy(playback.positionMs)}>
      <Link2 aria-hidden className="size-4" />
      <span ref={label} className="tabular-nums" />
    </Button>
  );
}

/** The page's address with a time. */
function addressOf(query: string): string {
  return new URL(query, location.href).href;
}
