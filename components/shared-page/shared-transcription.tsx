"use client";
import { startTransition, useEffect, useState } from "react";
import type { PlayableAudio } from "@/components/player/playback";
import { AsServed } from "@/components/shared-page/as-served";
import { layOutInSteps } from "@/components/shared-page/lay-out-in-steps";
import type { DownloadLink } from "@/components/transcript/download-menu";
import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import { givenToRendering } from "@/lib/http/for-rendering";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

interface SharedTranscriptionProps {
  title: string;
  /** Where the browser reads the transcript, packed. */
  transcriptUrl: string;
  /** The name under which it was given to the server's rendering. */
  givenAs: string;
  audio: PlayableAudio | null;
  peaksUrl: string | null;
  names: SpeakerNames;
  exports: readonly DownloadLink[];
  recording: DownloadLink | null;
}

/**
 * A shared transcript: to be read, heard, searched and quoted, and not to be changed. What the server rendered of it stays as it came
 * until the browser has read it and laid it out.
 */
export function SharedTranscription({ transcriptUrl, givenAs, ...shown }: SharedTranscriptionProps) {
  const { layout, problem, readAgain } = useLayout(transcriptUrl);
  if (layout !== null) {
    return (
      <div>
        <Workspace {...shown} layout={layout} />
      </div>
    );
  }
  return (
    <>
      {problem !== null && (
        <p role="alert" className="mt-4 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          The text can be read, but neither searched nor followed: {problem.message}{" "}
          <button type="button" onClick={readAgain} className="rounded-sm underline underline-offset-2">
            Try again
          </button>
        </p>
      )}
      <AsServed>{typeof window === "undefined" && <Rendered {...shown} givenAs={givenAs} />}</AsServed>
    </>
  );
}

function Rendered({ givenAs, ...shown }: Omit<SharedTranscriptionProps, "transcriptUrl">) {
  const transcript = givenToRendering<Transcript>(givenAs);
  return transcript !== undefined && <Workspace {...shown} layout={layOutTranscript(transcript)} />;
}

function Workspace(shown: Omit<SharedTranscriptionProps, "transcriptUrl" | "givenAs"> & { layout: TranscriptLayout }) {
  return <TranscriptWorkspace {...shown} naming={null} copyTimes onSharePassage={null} />;
}

/** Null on the server, and in the browser until it is there. */
function useLayout(transcriptUrl: string): { layout: TranscriptLayout | null; problem: Error | null; readAgain: () => void } {
  const [layout, setLayout] = useState<TranscriptLayout | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const [tries, setTries] = useState(1);
  useEffect(() => {
    const leaving = new AbortController();
    layOutInSteps(transcriptUrl, leaving.signal).then(
      (laidOut) => startTransition(() => setLayout(laidOut)),
      (error: unknown) => {
        if (!leaving.signal.aborted) setProblem(error as Error);
      },
    );
    return () => leaving.abort();
  }, [transcriptUrl, tries]);
  const readAgain = () => {
    setProblem(null);
    setTries(tries + 1);
  };
  return { layout, problem, readAgain };
}
