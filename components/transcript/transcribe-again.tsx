"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useId, useState } from "react";
import { byField, press, wasAnswered } from "@/components/connection/press";
import { useRunId } from "@/components/tasks/use-run-id";
import { TranscriptionSettingsPanel } from "@/components/upload/transcription-settings-panel";
import { Button } from "@/components/ui/button";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { TASKS_KEY } from "@/lib/tasks/queries";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { createTranscriptions } from "@/lib/tasks/transcription-actions";

/** Transcribes the same recording with other settings, as another task; nothing is uploaded. */
export function TranscribeAgain({ task }: { task: TranscriptionTaskView }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" size="small" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} className="-ml-2.5">
        <RefreshCw aria-hidden className="size-4" />
        {task.canRetry ? "Transcribe with other settings" : "Transcribe again"}
      </Button>
      {open && (
        <div id={id} className="order-last mt-2 w-96 max-w-full basis-full">
          <AgainForm task={task} />
        </div>
      )}
    </>
  );
}

function AgainForm({ task }: { task: TranscriptionTaskView }) {
  const client = useQueryClient();
  const router = useRouter();
  const { runId, renewRunId } = useRunId(`again.${task.id}`);
  const [settings, setSettings] = useState<TranscriptionSettings>(task.input);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);

  const send = async () => {
    if (sending) return;
    setSending(true);
    const result = await press(() => createTranscriptions({ runId: runId(), recordingIds: [task.recording.id], audioUrl: "", ...settings }), {
      unanswered: "The server did not answer. Press again; nothing will be made twice.",
      losesInput: true,
    });
    if (wasAnswered(result)) renewRunId();
    if (result.ok) {
      await client.invalidateQueries({ queryKey: TASKS_KEY });
      const [taskId] = result.value.taskIds;
      if (taskId !== undefined) router.push(`/tasks/${taskId}`);
    } else setProblems(byField(result));
    setSending(false);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  const { languageCode, ...others } = problems;
  const [problem] = Object.values(others);
  return (
    <form onSubmit={submit} className="max-w-96 space-y-3">
      <TranscriptionSettingsPanel
        settings={settings}
        problems={languageCode === undefined ? {} : { languageCode }}
        local={task.engine === "local"}
        onChange={(change) => setSettings((present) => ({ ...present, ...change }))}
      />
      {problem !== undefined && (
        <p role="alert" className="text-label text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" aria-disabled={sending}>
        Transcribe
      </Button>
    </form>
  );
}
