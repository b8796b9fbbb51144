"use client";
import { use } from "react";
import type { PlayableAudio } from "@/components/player/playback";
import { layOutAtOnce, layOutInSteps } from "@/components/shared-page/lay-out-in-steps";
import type { DownloadLink } from "@/components/transcript/download-menu";
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
 * A shared transcript: to be read, heard, searched and quoted, and not to be changed. In the browser it suspends until it is laid out,
 * and what the server rendered stays as it came until then.
 */
export function SharedTranscription({ title, packed, audio, peaksUrl, names, exports, recording }: SharedTranscriptionProps) {
  const layout = typeof window === "undefined" ? layOutAtOnce(packed) : use(layOutInSteps(packed));
  return (
    <TranscriptWorkspace
      title={title}
      audio={audio}
      peaksUrl={peaksUrl}
      layout={layout}
      names={names}
      naming={null}
      exports={exports}
      recording={recording}
      copyTimes
      onSharePassage={null}
    />
  );
}
