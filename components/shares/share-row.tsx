"use client";
import { clsx } from "clsx";
import { CircleSlash, Clock3, Lock, type LucideIcon, Pencil, RefreshCw, Trash2, Unlink } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { LocalTime } from "@/components/locale/local-time";
import { useFormats } from "@/components/locale/reader-locale";
import { formatClock } from "@/components/player/clock";
import { CopyEmbedCode } from "@/components/shares/copy-embed-code";
import { CopyLink } from "@/components/shares/copy-link";
import { ShareForm } from "@/components/shares/share-form";
import { changeOf, problemsOf, type ShareFormValues, valuesOfShare } from "@/components/shares/share-form-values";
import { useShareAction } from "@/components/shares/use-share-action";
import { Button } from "@/components/ui/button";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { FactList } from "@/components/ui/fact-list";
import { takeLostFocus } from "@/components/ui/take-lost-focus";
import { changeShare, deleteShare, refreezeShare, revokeShare } from "@/lib/shares/actions";
import type { ShareView } from "@/lib/shares/schema";

interface ShareRowProps {
  share: ShareView;
  heading: "h2" | "h3";
  /** The heading of the list: it takes the focus when the share is deleted. */
  headingId: string;
}

/** One share: where it stands, its link, and what can be done with it. */
export function ShareRow({ share, heading: Heading, headingId }: ShareRowProps) {
  const shareId = share.id;
  const { busy, problems, setProblems, run } = useShareAction();
  const [changed, setChanged] = useState<ShareFormValues | null>(null);
  const [note, setNote] = useState("");
  const changeButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const closeForm = () => {
    flushSync(() => setChanged(null));
    takeLostFocus(changeButton.current);
  };

  const save = async (values: ShareFormValues) => {
    const found = problemsOf(values, share.hasPassword);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    if ((await run(() => changeShare(changeOf(share, values)))) !== null) {
      closeForm();
      setNote("Changed.");
    }
  };
  const act = async (action: Parameters<typeof run>[0], done: string) => {
    setNote("");
    if ((await run(action)) === null) return;
    flushSync(() => setNote(done));
    // The button that was pressed is gone.
    takeLostFocus(heading.current);
  };
  const remove = async () => {
    if ((await run(() => deleteShare({ shareId }))) !== null) document.getElementById(headingId)?.focus();
  };
  const revoked = share.state === "revoked";
  return (
    <article aria-label={share.title} className="space-y-2.5 px-card pb-2 pt-4">
      <header>
        <Heading ref={heading} tabIndex={-1} className="rounded font-medium short-title">
          {share.state === "open" ? (
            <a href={share.url} target="_blank" rel="noreferrer" title={share.title} className="rounded pointer-coarse:inline-block pointer-coarse:py-2.5 hover:underline hover:underline-offset-4">
              <bdi>{share.title}</bdi>
            </a>
          ) : (
            <bdi>{share.title}</bdi>
          )}
        </Heading>
        <ShareFacts share={share} />
      </header>
      {share.state === "open" && <CopyLink path={share.url} title={share.title} />}
      {changed !== null && (
        <div className="rounded-xl border border-line bg-surface-sunken p-4">
          <ShareForm
            values={changed}
            onChange={(change) => setChanged({ ...changed, ...change })}
            problems={problems}
            kind={share.kind}
            hasPassword={share.hasPassword}
            action="Save changes"
            busy={busy}
            onSubmit={() => void save(changed)}
            onCancel={closeForm}
          />
        </div>
      )}
      <div className="-ml-2.5 flex flex-wrap items-center gap-x-1">
        {!revoked && changed === null && (
          <Button ref={changeButton} variant="quiet" size="small" onClick={() => setChanged(valuesOfShare(share))}>
            <Pencil aria-hidden className="size-4" />
            Change
          </Button>
        )}
        <CopyEmbedCode share={share} />
        {!revoked && share.outdated && (
          <Button variant="quiet" size="small" aria-disabled={busy} onClick={() => void act(() => refreezeShare({ shareId }), "Updated to the latest.")}>
            <RefreshCw aria-hidden className="size-4" />
            Update to the latest
          </Button>
        )}
        {!revoked && (
          <ConfirmedButton icon={Unlink} verb="Revoke" question="Revoke this share?" busy={busy} onConfirm={() => void act(() => revokeShare({ shareId }), "The link no longer opens.")} />
        )}
        <ConfirmedButton icon={Trash2} verb="Delete" question="Delete this share?" busy={busy} onConfirm={() => void remove()} />
      </div>
      <p role="status" className="text-label text-ink-soft">
        {changed === null ? (problems["form"] ?? note) : ""}
      </p>
    </article>
  );
}

/** Where a share stands, in a few words each. */
function ShareFacts({ share: { state, createdAt, expiresAt, hasPassword, passage, views, lastOpenedAt, outdated } }: { share: ShareView }) {
  const formats = useFormats();
  const facts = [
    <End state={state} expiresAt={expiresAt} />,
    hasPassword && (
      <WithIcon icon={Lock}>Password</WithIcon>
    ),
    passage !== null && `Passage ${formatClock(passage.startMs)}–${formatClock(passage.endMs)}`,
    <span>
      Shared <LocalTime at={createdAt} kind="minute-of-year" />
    </span>,
    `${formats.count(views)} ${views === 1 ? "view" : "views"}`,
    lastOpenedAt !== null && (
      <span>
        Last opened <LocalTime at={lastOpenedAt} kind="minute-of-year" />
      </span>
    ),
    outdated && state !== "revoked" && <span className="text-ink">Names have changed since</span>,
  ];
  return <FactList label="About the share" facts={facts.filter((fact) => fact !== false)} className="mt-0.5 text-label" />;
}

/** When a share ends, or that it has ended. */
function End({ state, expiresAt }: Pick<ShareView, "state" | "expiresAt">) {
  if (state === "revoked") return <WithIcon icon={CircleSlash} ended>Revoked</WithIcon>;
  if (expiresAt === null) return "Never expires";
  const expired = state === "expired";
  return (
    <WithIcon icon={Clock3} ended={expired}>
      {expired ? "Expired" : "Expires"} <LocalTime at={expiresAt} kind="day" />
    </WithIcon>
  );
}

function WithIcon({ icon: Icon, ended = false, children }: { icon: LucideIcon; ended?: boolean; children: ReactNode }) {
  return (
    <span className={clsx("flex items-center gap-1", ended && "font-medium text-danger")}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span>{children}</span>
    </span>
  );
}
