"use client";

import { useState } from "react";
import { RenameSpeaker } from "@/components/transcript/rename-speaker";
import { SpeakerBadge } from "@/components/transcript/speaker-badge";
import { speakerShares } from "@/components/transcript/speaker-shares";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { Button } from "@/components/ui/button";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

interface SpeakerLegendProps {
  layout: TranscriptLayout;
  names: SpeakerNames;
  /** Under what a name that is being typed for a speaker is kept. */
  draftNameOf: (speaker: number) => string;
  /** Answers with what went wrong, null when the name is kept. */
  onRename: (speaker: number, name: string) => Promise<string | null>;
}

/** So many speakers are listed before one asks for all. */
const FIRST_SPEAKERS = 12;

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** Who speaks, and how much of it: the key to the colours of the waveform. A name can be changed here too. */
export function SpeakerLegend({ layout, names, draftNameOf, onRename }: SpeakerLegendProps) {
  const [all, setAll] = useState(false);
  const [renaming, setRenaming] = useState<number | null>(null);
  const { transcript } = layout;
  const shares = speakerShares(layout);
  const shown = all ? transcript.speakerIds : transcript.speakerIds.slice(0, FIRST_SPEAKERS);
  const more = transcript.speakerIds.length - shown.length;
  return (
    <ul aria-label="Speakers" className="-mx-1.5 flex flex-wrap items-center gap-1">
      {shown.map((id, speaker) => {
        const name = speakerName(transcript, speaker, names);
        const share = percent.format(shares[speaker] ?? 0);
        return (
          <li key={id} className="min-w-0">
            {renaming === speaker ? (
              <span className="flex items-start gap-2 px-1.5">
                <SpeakerBadge speaker={speaker} name={name} />
                <RenameSpeaker
                  name={name}
                  defaultName={speakerName(transcript, speaker, {})}
                  draftName={draftNameOf(speaker)}
                  onSave={(next) => onRename(speaker, next)}
                  onClose={() => setRenaming(null)}
                />
              </span>
            ) : (
              <button
                type="button"
                title="Change the name"
                aria-label={`${name}, ${share} of the speech. Change the name`}
                onClick={() => setRenaming(speaker)}
                className="flex max-w-full items-center gap-2 rounded-md px-1.5 py-1 text-label hover:bg-surface-sunken pointer-coarse:py-2.5"
              >
                <SpeakerBadge speaker={speaker} name={name} />
                <bdi className="truncate font-medium">{name}</bdi>
                <span className="text-ink-soft tabular-nums">{share}</span>
              </button>
            )}
          </li>
        );
      })}
      {more > 0 && (
        <li>
          <Button variant="quiet" size="small" onClick={() => setAll(true)}>
            and {more} more
          </Button>
        </li>
      )}
    </ul>
  );
}
