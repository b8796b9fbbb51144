"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Download, RefreshCw, RotateCcw, SlidersHorizontal, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useRunId } from "@/components/tasks/use-run-id";
import { Button, buttonStyle } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action-result";
import type { SpeechInput } from "@/lib/speech/settings";
import { cancelTask, checkTask, deleteTask, retryTask } from "@/lib/tasks/actions";
import { TASKS_KEY } from "@/lib/tasks/queries";
import type { TaskView } from "@/lib/tasks/schema";

/** What can be done with a take in its state. */
export function TakeActions({ take, onReuse }: { take: TaskView; onReuse: (input: SpeechInput) => void }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState("");
  const { runId, renewRunId } = useRunId();
  const taskId = take.id;

  const run = async <Value,>(act: () => Promise<ActionResult<Value>>, done: (value: Value) => string = () => "") => {
    if (busy) return;
    setBusy(true);
    setNote("");
    try {
      const result = await act();
      setNote(result.ok ? done(result.value) : (result.problems[0]?.message ?? ""));
      await client.invalidateQueries({ queryKey: TASKS_KEY });
    } catch {
      setNote("The server did not answer. Try again.");
    } finally {
      setBusy(false);
    }
  };
  const retry = () =>
    void run(async () => {
      const result = await retryTask({ taskId, runId: runId() });
      renewRunId();
      return result;
    });

  return (
    <div>
      <div className="-ml-2.5 flex flex-wrap items-center gap-x-1">
        {take.audio !== null && (
          <a href={take.audio.downloadUrl} download={take.audio.fileName} className={buttonStyle({ variant: "quiet", size: "small" })}>
            <Download aria-hidden className="size-4" />
            Download
          </a>
        )}
        {take.canCancel && (
          <Button variant="quiet" size="small" disabled={busy} onClick={() => void run(() => cancelTask({ taskId }))}>
            <X aria-hidden className="size-4" />
            Cancel
          </Button>
        )}
        {take.canCheckAgain && (
          <Button
            variant="quiet"
            size="small"
            disabled={busy}
            onClick={() => void run(() => checkTask({ taskId }), ({ changed }) => (changed ? "" : "Nothing new yet."))}
          >
            <RefreshCw aria-hidden className="size-4" />
            Check again
          </Button>
        )}
        {take.canRetry && (
          <Button variant="quiet" size="small" disabled={busy} onClick={retry}>
            <RotateCcw aria-hidden className="size-4" />
            {take.mayChargeAgain ? "Send again (may be charged again)" : "Try again"}
          </Button>
        )}
        <Button variant="quiet" size="small" onClick={() => onReuse(take.input)}>
          <SlidersHorizontal aria-hidden className="size-4" />
          Reuse settings
        </Button>
        {asking ? (
          <span role="group" aria-label="Delete this take?" className="flex items-center gap-1">
            <Button variant="danger" size="small" disabled={busy} onClick={() => void run(() => deleteTask({ taskId })).then(focusTakes)}>
              Delete for good
            </Button>
            {/* The press that opened the question left the focus nowhere; the harmless answer takes it. */}
            {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
            <Button autoFocus variant="quiet" size="small" onClick={() => setAsking(false)}>
              Keep
            </Button>
          </span>
        ) : (
          <Button variant="quiet" size="small" onClick={() => setAsking(true)}>
            <Trash2 aria-hidden className="size-4" />
            Delete
          </Button>
        )}
      </div>
      <p role="status" className="text-label text-ink-soft">
        {note}
      </p>
    </div>
  );
}

/** The button that had the focus goes with the take: the list's heading takes it. */
function focusTakes(): void {
  document.getElementById("takes-heading")?.focus();
}
