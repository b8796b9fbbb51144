"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Download, FileText, RefreshCw, RotateCcw, SlidersHorizontal, Trash2, Volume2, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Fragment, useState } from "react";
import { press, wasAnswered } from "@/components/connection/press";
import { ShareButton } from "@/components/shares/share-button";
import { listOf } from "@/components/tasks/list-of-task";
import { useRunId } from "@/components/tasks/use-run-id";
import { Button, buttonStyle } from "@/components/ui/button";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import type { ActionResult } from "@/lib/http/action-result";
import { SHARES_KEY, sharesQuery } from "@/lib/shares/queries";
import { cancelTask, checkTask, deleteTask, retryTask } from "@/lib/tasks/actions";
import { TASKS_KEY } from "@/lib/tasks/queries";
import type { TaskView } from "@/lib/tasks/schema";

interface TaskActionsProps {
  task: TaskView;
  /** Shown for what has settings that can be used again. */
  onReuse?: () => void;
  /** The heading of the list that the task is in: it takes the focus when the task is deleted. Null on a page of the task's own, which leads to such a list then. */
  headingId: string | null;
  /** Whether it is to be read or heard on a page of its own, and not here. */
  opensPage?: boolean;
  /** Whether it is shared from another place of the page. */
  sharedElsewhere?: boolean;
  /** Of several takes in one place, whose this is. */
  voice?: string;
}

/** What can be done with a task in its state. */
export function TaskActions({ task, onReuse, headingId, opensPage = false, sharedElsewhere = false, voice = "" }: TaskActionsProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState("");
  const { runId, renewRunId } = useRunId(`retry.${task.id}`);
  const taskId = task.id;
  const [asking, setAsking] = useState(false);
  const dying = useQuery({ ...sharesQuery(taskId), enabled: asking });

  /** Whether the server did what was pressed. */
  const run = async <Value,>(act: () => Promise<ActionResult<Value>>, done: (value: Value) => string = () => ""): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setNote("");
    const result = await press(act, { unanswered: "The server did not answer. Nothing is lost: press again." });
    setNote(result.ok ? done(result.value) : (result.problems[0]?.message ?? ""));
    if (wasAnswered(result)) await client.invalidateQueries({ queryKey: TASKS_KEY });
    setBusy(false);
    return result.ok;
  };
  const retry = () =>
    void run(async () => {
      const result = await retryTask({ taskId, runId: runId() });
      renewRunId();
      return result;
    });

  const remove = async () => {
    if (!(await run(() => deleteTask({ taskId })))) return;
    // The button that had the focus goes with the task.
    if (headingId === null) router.replace(listOf(task));
    else document.getElementById(headingId)?.focus();
    await client.invalidateQueries({ queryKey: SHARES_KEY });
  };

  return (
    <div>
      <div className="-ml-2.5 flex flex-wrap items-center gap-x-1">
        {opensPage && task.state === "success" && (
          <Link href={`/tasks/${task.id}`} className={clsx(buttonStyle({ variant: "quiet", size: "small" }), "text-accent!")}>
            {task.kind === "speech" ? <Volume2 aria-hidden className="size-4" /> : <FileText aria-hidden className="size-4" />}
            {voice !== "" ? `Open ${voice}` : task.kind === "speech" ? "Listen" : "Read"}
          </Link>
        )}
        {task.kind === "speech" && task.audio !== null && (
          <a href={task.audio.downloadUrl} download={task.audio.fileName} className={buttonStyle({ variant: "quiet", size: "small" })}>
            <Download aria-hidden className="size-4" />
            {`Download ${voice}`.trim()}
          </a>
        )}
        {task.canCancel && (
          <Button variant="quiet" size="small" disabled={busy} onClick={() => void run(() => cancelTask({ taskId }))}>
            <X aria-hidden className="size-4" />
            Cancel
          </Button>
        )}
        {task.canCheckAgain && (
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
        {task.canRetry && (
          <Button variant="quiet" size="small" disabled={busy} onClick={retry}>
            <RotateCcw aria-hidden className="size-4" />
            {task.mayChargeAgain ? "Send again (may be charged again)" : "Try again"}
          </Button>
        )}
        {task.state === "success" && !sharedElsewhere && <ShareButton task={task} what={voice} variant="quiet" size="small" />}
        {onReuse !== undefined && (
          <Button variant="quiet" size="small" onClick={onReuse}>
            <SlidersHorizontal aria-hidden className="size-4" />
            {voice === "" ? "Reuse settings" : `Reuse settings of ${voice}`}
          </Button>
        )}
        <ConfirmedButton
          icon={Trash2}
          verb="Delete"
          what={voice}
          question={task.kind === "speech" ? "Delete this take?" : "Delete this transcript?"}
          consequence={<DyingShares titles={(dying.data ?? []).flatMap(({ state, title }) => (state === "revoked" ? [] : [title]))} />}
          busy={busy || dying.isLoading}
          onAsk={() => setAsking(true)}
          onConfirm={() => void remove()}
        />
      </div>
      <p role="status" className="text-label text-ink-soft">
        {note}
      </p>
    </div>
  );
}

/** Names the shared links that end with a task. */
function DyingShares({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <span role="status" className="basis-full px-2.5 text-label text-danger">
      {titles.length === 1 ? "A shared link ends with it: " : `${titles.length} shared links end with it: `}
      {titles.map((title, place) => (
        <Fragment key={place}>
          {place > 0 && ", "}
          <q className="wrap-anywhere">
            <bdi>{title}</bdi>
          </q>
        </Fragment>
      ))}
    </span>
  );
}
