"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Share2 } from "lucide-react";
import { useMemo } from "react";
import { press } from "@/components/connection/press";
import { useShareDialog } from "@/components/shares/use-share-dialog";
import { exportsOfTask } from "@/components/transcript/download-menu";
import { layOutTranscript } from "@/components/transcript/transcript-layout";
import { TranscriptFacts } from "@/components/transcript/transcript-facts";
import { TranscriptWorkspace } from "@/components/transcript/transcript-workspace";
import { Button } from "@/components/ui/button";
import { taskQuery, transcriptQuery } from "@/lib/tasks/queries";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";
import { renameSpeaker } from "@/lib/tasks/transcription-actions";

/** The recording of a transcription as soon as it can be heard, and its transcript as soon as it can be read. */
export function TranscriptionPanel({ task }: { task: TranscriptionTaskDetails }) {
  const client = useQueryClient();
  const { audio, recording, transcriptUrl } = task;
  const sharing = useShareDialog(task);
  const { data: transcript, error, refetch } = useQuery({ ...transcriptQuery(transcriptUrl ?? ""), enabled: transcriptUrl !== null });
  const layout = useMemo(() => (transcript === undefined ? null : layOutTranscript(transcript)), [transcript]);

  const rename = async (speaker: number, name: string): Promise<string | null> => {
    const speakerId = layout?.transcript.speakerIds[speaker];
    if (speakerId === undefined) return null;
    const { queryKey } = taskQuery(task.id);
    const show = (names: typeof task.speakerNames) =>
      client.setQueryData(queryKey, (present) => (present?.kind === "transcription" ? { ...present, speakerNames: names } : present));
    await client.cancelQueries({ queryKey });
    show({ ...task.speakerNames, [speakerId]: name });
    const result = await press(() => renameSpeaker({ taskId: task.id, speakerId, name }), {
      unanswered: "The server did not answer. What you typed stays here: press Enter again.",
      losesInput: true,
    });
    if (result.ok) return null;
    show(task.speakerNames);
    return result.problems[0]?.message ?? "The name was not kept. Try again.";
  };

  return (
    <div>
      <TranscriptFacts
        transcript={transcript ?? null}
        durationMs={audio?.durationMs ?? recording.durationMs}
        local={task.engine === "local"}
        diarized={task.input.diarize}
      />
      {error !== null && (
        <p role="alert" className="mt-4 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          The transcript could not be loaded: {error.message}{" "}
          <button type="button" onClick={() => void refetch()} className="rounded-sm underline underline-offset-2">
            Try again
          </button>
        </p>
      )}
      {audio !== null && (
        <div className="mt-3">
          <TranscriptWorkspace
            key={audio.url}
            title={recording.name}
            audio={{ url: audio.url, durationMs: audio.durationMs ?? recording.durationMs ?? 0, contentType: audio.contentType }}
            peaksUrl={task.peaksUrl}
            layout={layout}
            names={task.speakerNames}
            naming={{ draftNameOf: (speaker) => `speaker-name.${task.id}.${layout?.transcript.speakerIds[speaker] ?? speaker}`, onRename: rename }}
            exports={exportsOfTask(task.id, layout?.transcript.timed === true)}
            recording={task.originalDownloadUrl === null ? null : { label: "Audio as uploaded", url: task.originalDownloadUrl }}
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
    </div>
  );
}
