"use client";
import type { PlayableAudio } from "@/components/player/playback";
import type { DownloadLink } from "@/components/transcript/download-menu";
import { givenLayout } from "@/components/transcript/given-layout";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** What is shown of a shared transcript beside its words. */
export interface SharedWorkspaceProps {
  title: string;
  audio: PlayableAudio | null;
  peaksUrl: string | null;
  names: SpeakerNames;
  exports: readonly DownloadLink[];
  recording: DownloadLink | null;
}

/** The workspace of a transcript without what changes it. */
export function SharedWorkspace(shown: SharedWorkspaceProps & { layout: TranscriptLayout }) {
  return <TranscriptWorkspace {...shown} naming={null} copyTimes onSharePassage={null} />;
}

/** The same as the server renders it, of the transcript that it was given under this name. */
export function ServedWorkspace({ givenAs, ...shown }: SharedWorkspaceProps & { givenAs: string }) {
  const layout = givenLayout(givenAs);
  return layout !== null && <SharedWorkspace {...shown} layout={layout} />;
}
