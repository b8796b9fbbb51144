"use client";
import { useMemo } from "react";
import type { PlayableAudio } from "@/components/player/playback";
import type { DownloadLink } from "@/components/transcript/download-menu";
import { layOutTranscript } from "@/components/transcript/transcript-layout";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
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

/** A shared transcript: to be read, heard, searched and quoted, and not to be changed. */
export function SharedTranscription({ title, packed, audio, peaksUrl, names, exports, recording }: SharedTranscriptionProps) {
  const layout = useMemo(() => layOutTranscript(unpackTranscript(JSON.parse(packed))), [packed]);
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
