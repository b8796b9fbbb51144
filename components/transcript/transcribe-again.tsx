"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import { useRunId } from "@/components/tasks/use-run-id";
import { TranscriptionSettingsPanel } from "@/components/upload/transcription-settings-panel";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { TASKS_KEY } from "@/lib/tasks/queries";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { createTranscriptions } from "@/lib/tasks/transcription-actions";

/** Transcribes the same recording with other settings, as another task; nothing is uploaded. */
export function TranscribeAgain({ task }: { task: TranscriptionTaskView }) {
  return (
    <Popover
      label={
        <>
          <RefreshCw aria-hidden className="size-4" />
          Transcribe again
        </>
      }
      content={{ role: "group", name: "Transcribe again" }}
      align="start"
      variant="quiet"
      size="small"
    >
      <AgainForm task={task} />
    </Popover>
  );
}

function AgainForm({ task }: { task: TranscriptionTaskView }) {
  const client = useQueryClient();
  const router = useRouter();
  const { runId, renewRunId } = useRunId();
  const [settings, setSettings] = useState<TranscriptionSettings>(task.input);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);

  const send = async () => {
    if (sending) return;
    setSending(true);
    try {
      const result = await createTranscriptions({ runId: runId(), recordingIds: [task.recording.id], audioUrl: "", ...settings });
      renewRunId();
      if (result.ok) {
        await client.invalidateQueries({ queryKey: TASKS_KEY });
        const [taskId] = result.value.taskIds;
        if (taskId !== undefined) router.push(`/tasks/${taskId}`);
      } else setProblems(Object.fromEntries(result.problems.map(({ field, message }) => [field ?? "form", message])));
    } catch {
      setProblems({ form: "The server did not answer. Press again; nothing will be made twice." });
    } finally {
      setSending(false);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  const { languageCode, ...others } = problems;
  const [problem] = Object.values(others);
  return (
    <form onSubmit={submit} className="w-80 max-w-full space-y-3">
      <TranscriptionSettingsPanel
        settings={settings}
        problems={languageCode === undefined ? {} : { languageCode }}
        local={task.engine === "local"}
        onChange={(change) => setSettings((present) => ({ ...present, ...change }))}
      />
      {problem !== undefined && (
        <p role="alert" className="px-3 text-label text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" aria-disabled={sending} className="w-full justify-center">
        Transcribe
      </Button>
    </form>
  );
}
