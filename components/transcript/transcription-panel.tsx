"use client";

import { useQuery } from "@tanstack/react-query";
import { Share2 } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { ReadProblem } from "@/components/connection/read-problem";
import { useShareDialog } from "@/components/shares/use-share-dialog";
import { useRename } from "@/components/tasks/use-rename";
import { exportsOfTask } from "@/components/transcript/download-menu";
import { givenLayout } from "@/components/transcript/given-layout";
import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptFacts } from "@/components/transcript/transcript-facts";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import { AsServed } from "@/components/ui/as-served";
import { Button } from "@/components/ui/button";
import { useEarlyUse } from "@/components/ui/early-use";
import { useHydrated } from "@/components/ui/use-hydrated";
import { transcriptQuery } from "@/lib/tasks/queries";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";
import { renameSpeaker } from "@/lib/tasks/transcription-actions";

interface TranscriptionPanelProps {
  task: TranscriptionTaskDetails;
  /** The name under which the transcript was given to the server's rendering; null where it was not. */
  givenAs: string | null;
}

/**
 * The recording of a transcription as soon as it can be heard, and its transcript as soon as it can be read. What the server rendered of
 * them stays as it came until the browser has the transcript, too.
 */
export function TranscriptionPanel({ task, givenAs }: TranscriptionPanelProps) {
  const { transcriptUrl } = task;
  const { data, error, refetch } = useQuery({ ...transcriptQuery(transcriptUrl ?? ""), enabled: transcriptUrl !== null });
  // In pieces, between which the browser can answer its reader: hours of speech are laid out for the better part of a second on a phone.
  const transcript = useDeferredValue(data);
  const layout = useMemo(() => (transcript === undefined ? null : layOutTranscript(transcript)), [transcript]);
  // Who comes from another page gets nothing that the server rendered.
  const [served] = useState(!useHydrated() && givenAs !== null);
  const asServed = served && layout === null;
  const place = useEarlyUse<HTMLDivElement>(!asServed);
  return (
    <div ref={place}>
      <ReadProblem what="The transcript" error={error} onRetry={() => void refetch()} />
      {asServed ? (
        <AsServed>{typeof window === "undefined" && <Panel task={task} layout={givenLayout(givenAs)} />}</AsServed>
      ) : (
        <Panel task={task} layout={layout} />
      )}
    </div>
  );
}

function Panel({ task, layout }: { task: TranscriptionTaskDetails; layout: TranscriptLayout | null }) {
  const { audio, recording } = task;
  const rename = useRename(task);
  const sharing = useShareDialog(task);

  const renameSpeakerTo = async (speaker: number, name: string): Promise<string | null> => {
    const speakerId = layout?.transcript.speakerIds[speaker];
    return speakerId === undefined ? null : rename({ speakerNames: { ...task.speakerNames, [speakerId]: name } }, () => renameSpeaker({ taskId: task.id, speakerId, name }));
  };

  return (
    <>
      <TranscriptFacts
        transcript={layout?.transcript ?? null}
        durationMs={audio?.durationMs ?? recording.durationMs}
        local={task.engine === "local"}
        diarized={task.input.diarize}
      />
      {audio !== null && (
        <div className="mt-3">
          <TranscriptWorkspace
            key={audio.url}
            title={task.title}
            audio={{ url: audio.url, durationMs: audio.durationMs ?? recording.durationMs ?? 0, contentType: audio.contentType }}
            peaksUrl={task.peaksUrl}
            layout={layout}
            names={task.speakerNames}
            naming={{ draftNameOf: (speaker) => `speaker-name.${task.id}.${layout?.transcript.speakerIds[speaker] ?? speaker}`, onRename: renameSpeakerTo }}
            exports={exportsOfTask(task.id, layout?.transcript.timed === true)}
            recording={task.originalDownloadUrl === null ? null : { label: "Audio as uploaded", purpose: null, url: task.originalDownloadUrl }}
            copyTimes={false}
            tools={
              task.state === "success" && (
                <Button onClick={() => sharing.open(null)}>
                  <Share2 aria-hidden className="size-4" />
                  <span className="max-sm:sr-only">Share</span>
                </Button>
              )
            }
            onSharePassage={task.state === "success" ? sharing.open : null}
          />
          {sharing.dialog}
          <p role="status" className="text-label text-ink-soft">
            {sharing.note}
          </p>
        </div>
      )}
    </>
  );
}
