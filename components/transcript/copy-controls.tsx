"use client";

import { Check, ChevronDown, Copy } from "lucide-react";
import { LinkToNow } from "@/components/player/link-to-now";
import type { Playback } from "@/components/player/playback";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";
import { useCopyNote } from "@/components/ui/use-copy-note";

/** What goes with the words when they are copied. */
export interface CopyChoice {
  readonly times: boolean;
  readonly speakers: boolean;
}

interface CopyControlsProps {
  playback: Playback;
  timed: boolean;
  hasSpeakers: boolean;
  /** The whole text, with what was chosen. */
  textOfAll: () => string;
  choice: CopyChoice;
  onChoice: (choice: CopyChoice) => void;
}

/** Copies the transcript, with times and speakers if wanted, or a link to the current moment. */
export function CopyControls({ playback, timed, hasSpeakers, textOfAll, choice, onChoice }: CopyControlsProps) {
  const { note, copied, copy } = useCopyNote();
  return (
    <div className="relative flex items-center gap-0.5">
      <Button variant="quiet" className="h-9 px-2.5!" onClick={() => copy(textOfAll(), "Transcript copied")}>
        {copied ? <Check aria-hidden className="size-4 text-accent" /> : <Copy aria-hidden className="size-4" />}
        <span className="max-md:sr-only">Copy transcript</span>
      </Button>
      <Popover label={<ChevronDown aria-hidden className="size-4" />} name="Copy options" content={{ role: "group", name: "Copy options" }} align="end" variant="quiet" size="icon">
        <div className="w-60 max-w-full space-y-3 p-2.5">
          {hasSpeakers && <Switch label="Speakers" checked={choice.speakers} onChange={(speakers) => onChoice({ ...choice, speakers })} />}
          {timed && <Switch label="Times" checked={choice.times} onChange={(times) => onChoice({ ...choice, times })} />}
          {timed && <LinkToNow playback={playback} copy={copy} variant="outline" className="w-full" />}
        </div>
      </Popover>
      <span role="status" className={note !== "" ? "absolute right-0 bottom-full z-30 mb-1.5 w-max max-w-72 rounded-lg bg-ink px-2.5 py-1.5 text-label text-surface" : "sr-only"}>
        {note}
      </span>
    </div>
  );
}
