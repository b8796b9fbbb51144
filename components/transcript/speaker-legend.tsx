"use client";

import { clsx } from "clsx";
import { useEffect, useRef, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { RenameSpeaker } from "@/components/transcript/rename-speaker";
import { type SpeakerLook, speakerLook } from "@/components/transcript/speaker-look";
import { SpeakerBadge } from "@/components/transcript/speaker-badge";
import type { SpeakerNaming } from "@/components/transcript/transcript-body";
import { speakerShares } from "@/components/transcript/speaker-shares";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { Button } from "@/components/ui/button";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

interface SpeakerLegendProps {
  layout: TranscriptLayout;
  names: SpeakerNames;
  /** Null where nobody may change names. */
  naming: SpeakerNaming | null;
}

/** So many speakers are listed before one asks for all. */
const FIRST_SPEAKERS = 12;

/** Who speaks, and how much of it: the key to the colours of the waveform. A name can be changed here too, by who may. */
export function SpeakerLegend({ layout, names, naming }: SpeakerLegendProps) {
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const [renaming, setRenaming] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const names = list.current;
    if (renaming === null || names === null) return;
    // When the name is there again, and not from somebody who has gone on elsewhere.
    return () => {
      if (document.activeElement === document.body) names.children[renaming]?.querySelector("button")?.focus({ preventScroll: true });
    };
  }, [renaming]);
  const { transcript } = layout;
  const shares = speakerShares(layout);
  const shown = all ? transcript.speakerIds : transcript.speakerIds.slice(0, FIRST_SPEAKERS);
  const more = transcript.speakerIds.length - shown.length;
  return (
    <ul ref={list} aria-label="Speakers" className="-mx-1.5 flex min-w-0 flex-wrap items-center gap-1">
      {shown.map((id, speaker) => {
        const name = speakerName(transcript, speaker, names);
        const look = speakerLook(transcript, speaker);
        const share = formats.percent(shares[speaker] ?? 0);
        return (
          <li key={id} className="min-w-0 max-w-full">
            {naming === null ? (
              <SpeakerShare look={look} name={name} share={share} className="px-1.5 py-1" />
            ) : renaming === speaker ? (
              <span className="flex items-start gap-2 px-1.5">
                <SpeakerBadge look={look} name={name} />
                <RenameSpeaker
                  name={name}
                  defaultName={speakerName(transcript, speaker, {})}
                  draftName={naming.draftNameOf(speaker)}
                  onSave={(next) => naming.onRename(speaker, next)}
                  onClose={() => setRenaming(null)}
                />
              </span>
            ) : (
              <button
                type="button"
                title="Change the name"
                aria-label={`${name}, ${share} of the speech. Change the name`}
                onClick={() => setRenaming(speaker)}
                className="block max-w-full rounded-md px-1.5 py-1 hover:bg-surface-sunken pointer-coarse:py-3"
              >
                <SpeakerShare look={look} name={name} share={share} />
              </button>
            )}
          </li>
        );
      })}
      {more > 0 && (
        <li>
          <Button variant="quiet" size="small" onClick={() => setAll(true)}>
            and {formats.count(more)} more
          </Button>
        </li>
      )}
    </ul>
  );
}

function SpeakerShare({ look, name, share, className }: { look: SpeakerLook; name: string; share: string; className?: string }) {
  return (
    <span className={clsx("flex max-w-full items-center gap-2 text-label", className)}>
      <SpeakerBadge look={look} name={name} />
      <bdi className="truncate font-medium">{name}</bdi>
      <span suppressHydrationWarning className="text-ink-soft tabular-nums">
        {share}
      </span>
    </span>
  );
}
