"use client";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink, Plus } from "lucide-react";
import { useId, useState } from "react";
import { wasAnswered } from "@/components/connection/press";
import { ReadProblem } from "@/components/connection/read-problem";
import { useDraft } from "@/components/drafts/use-draft";
import { LocalTime } from "@/components/locale/local-time";
import { formatClock } from "@/components/player/clock";
import { CopyEmbedCode } from "@/components/shares/copy-embed-code";
import { CopyLink } from "@/components/shares/copy-link";
import { ShareForm } from "@/components/shares/share-form";
import { choicesOf, NEW_SHARE, problemsOf } from "@/components/shares/share-form-values";
import { ShareRow } from "@/components/shares/share-row";
import { useShareAction } from "@/components/shares/use-share-action";
import { useRunId } from "@/components/tasks/use-run-id";
import { Button, buttonStyle } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { createShare } from "@/lib/shares/actions";
import { sharesQuery } from "@/lib/shares/queries";
import type { SharePassage, ShareView } from "@/lib/shares/schema";
import type { TaskView } from "@/lib/tasks/schema";

interface ShareDialogProps {
  task: TaskView;
  /** What the title is until somebody types another. */
  title: string;
  /** Null for all of it. */
  passage: SharePassage | null;
  onClose: () => void;
}

/** Shares a task, or a passage of it, and shows how it is shared already. */
export function ShareDialog({ task, title, passage, onClose }: ShareDialogProps) {
  const { data, error, refetch } = useQuery(sharesQuery(task.id));
  const [created, setCreated] = useState<ShareView | null>(null);
  return (
    <Dialog title="Share" onClose={onClose}>
      <div className="px-card py-4">
        <NewShare task={task} title={title} passage={passage} created={created} onCreated={setCreated} />
      </div>
      <ReadProblem what="The shares" error={error} onRetry={() => void refetch()} />
      {data !== undefined && <SharedAlready shares={data} created={created} />}
    </Dialog>
  );
}

/** The links that there are already: the one that was just made stands above, and those revoked earlier are among the Shares alone. */
function SharedAlready({ shares, created }: { shares: readonly ShareView[]; created: ShareView | null }) {
  const id = useId();
  const [revokedEarlier] = useState(() => new Set(shares.flatMap((share) => (share.state === "revoked" ? [share.id] : []))));
  const listed = shares.filter((share) => share.id !== created?.id && !revokedEarlier.has(share.id));
  if (listed.length === 0) return null;
  return (
    <section aria-labelledby={id} className="border-t border-line pt-4 pb-2">
      <h3 id={id} tabIndex={-1} className="rounded px-card text-sm font-medium">
        Shared already
      </h3>
      <ul aria-labelledby={id} className="divide-y divide-line">
        {listed.map((share) => (
          <li key={share.id}>
            <ShareRow share={share} heading="h3" headingId={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NewShareProps extends Omit<ShareDialogProps, "onClose"> {
  created: ShareView | null;
  onCreated: (share: ShareView | null) => void;
}

/** The form for another share, and its link once there is one. */
function NewShare({ task, title: usualTitle, passage, created, onCreated }: NewShareProps) {
  const { text: title, setText: setTitle, forget } = useDraft(`share-title.${task.id}`, usualTitle);
  const [choices, setChoices] = useState(NEW_SHARE);
  const { runId, renewRunId } = useRunId(`share.${task.id}`);
  const { busy, problems, setProblems, run } = useShareAction();
  const values = { ...choices, title };

  const create = async () => {
    const found = problemsOf(values, false);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const done = await run(async () => {
      const result = await createShare({ ...choicesOf(values), runId: runId(), taskId: task.id, passage });
      if (wasAnswered(result)) renewRunId();
      return result;
    });
    if (done === null) return;
    forget();
    onCreated(done.value.share);
  };
  if (created !== null) {
    return (
      <div className="space-y-3">
        <p role="status" className="font-medium">
          The link is ready
        </p>
        <p className="text-sm text-ink-soft">
          {created.expiresAt === null ? (
            "It never expires"
          ) : (
            <>
              It expires <LocalTime at={created.expiresAt} kind="day" />
            </>
          )}
          {created.hasPassword && ", asks for the password"}, and can be revoked under Shares.
        </p>
        <CopyLink path={created.url} title={created.title} primary />
        <div className="-ml-2.5 flex flex-wrap gap-x-1">
          <a href={created.url} target="_blank" rel="noreferrer" className={buttonStyle({ variant: "quiet", size: "small" })}>
            <ExternalLink aria-hidden className="size-4" />
            Open link
          </a>
          <CopyEmbedCode share={created} />
          <Button variant="quiet" size="small" onClick={() => onCreated(null)}>
            <Plus aria-hidden className="size-4" />
            Create another link
          </Button>
        </div>
      </div>
    );
  }
  return (
    <>
      <p className="mb-4 text-sm text-ink-soft">
        {passage === null ? "Whoever has the link sees and hears it as it is now, until you revoke it." : `Only the passage from ${formatClock(passage.startMs)} to ${formatClock(passage.endMs)}: nothing else of it is behind the link.`}
      </p>
      <ShareForm
        values={values}
        onChange={({ title: typed, ...change }) => {
          if (typed !== undefined) setTitle(typed);
          setChoices({ ...choices, ...change });
        }}
        problems={problems}
        kind={task.kind}
        hasPassword={false}
        action={busy ? "Creating the link…" : "Create link"}
        busy={busy}
        onSubmit={() => void create()}
        onCancel={null}
      />
    </>
  );
}
