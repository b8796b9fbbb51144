"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import { byField, press, wasAnswered } from "@/components/connection/press";
import { useRunId } from "@/components/tasks/use-run-id";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TranscriptionSettingFields } from "@/components/upload/transcription-settings-panel";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { TASKS_KEY } from "@/lib/tasks/queries";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { createTranscriptions, renameTranscript } from "@/lib/tasks/transcription-actions";

/** Transcribes the same recording with other settings, as another task; nothing is uploaded. */
export function TranscribeAgainDialog({ task, onClose }: { task: TranscriptionTaskView; onClose: () => void }) {
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
      const [taskId] = result.value.taskIds;
      if (taskId !== undefined && task.title !== task.recording.name) {
        await press(() => renameTranscript({ taskId, title: task.title }), { unanswered: "" });
      }
      await client.invalidateQueries({ queryKey: TASKS_KEY });
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
    <Dialog title="Transcribe again" onClose={onClose}>
      <form onSubmit={submit} className="space-y-5 p-card">
        <p className="text-sm text-ink-soft">It becomes another transcript of the same recording. This one stays, and nothing is uploaded.</p>
        <TranscriptionSettingFields
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
    </Dialog>
  );
}
