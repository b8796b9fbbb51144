"use client";
import { startTransition, useEffect, useState } from "react";
import type { PlayableAudio } from "@/components/player/playback";
import { AsServed } from "@/components/shared-page/as-served";
import { layOutAtOnce, layOutInSteps } from "@/components/shared-page/lay-out-in-steps";
import type { DownloadLink } from "@/components/transcript/download-menu";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

interface SharedTranscriptionProps {
  title: string;
  /** A packed transcript as JSON: one text travels and is read much faster than its 100,000 values. */
  packed: string;
  audio: PlayableAudio | null;
  peaksUrl: string | null;
  names: SpeakerNames;
  exports: readonly DownloadLink[];
  recording: DownloadLink | null;
}

/**
 * A shared transcript: to be read, heard, searched and quoted, and not to be changed. What the server rendered of it stays as it came
 * until the browser has laid it out.
 */
export function SharedTranscription({ packed, ...shown }: SharedTranscriptionProps) {
  const layout = useLayout(packed);
  if (layout === null) {
    return <AsServed>{typeof window === "undefined" && <Workspace {...shown} layout={layOutAtOnce(packed)} />}</AsServed>;
  }
  return (
    <div>
      <Workspace {...shown} layout={layout} />
    </div>
  );
}

function Workspace(shown: Omit<SharedTranscriptionProps, "packed"> & { layout: TranscriptLayout }) {
  return <TranscriptWorkspace {...shown} naming={null} copyTimes onSharePassage={null} />;
}

/** Null on the server, and in the browser until it is there. */
function useLayout(packed: string): TranscriptLayout | null {
  const [layout, setLayout] = useState<TranscriptLayout | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    layOutInSteps(packed, leaving.signal).then(
      (laidOut) => startTransition(() => setLayout(laidOut)),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        setLayout(() => {
          throw error;
        });
      },
    );
    return () => leaving.abort();
  }, [packed]);
  return layout;
}
