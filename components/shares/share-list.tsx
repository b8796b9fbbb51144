"use client";
import { useQuery } from "@tanstack/react-query";
import { Share2 } from "lucide-react";
import Link from "next/link";
import { ReadProblem } from "@/components/connection/read-problem";
import { ShareRow } from "@/components/shares/share-row";
import { buttonStyle } from "@/components/ui/button";
import { EmptyPage } from "@/components/ui/empty-page";
import { sharesQuery } from "@/lib/shares/queries";

const HEADING_ID = "shares-heading";

/** All that a person shared, newest first. */
export function ShareList() {
  const { data: shares, error, refetch } = useQuery(sharesQuery());
  return (
    <>
      <h1 id={HEADING_ID} tabIndex={-1} className="rounded text-title font-semibold">
        Shares
      </h1>
      <ReadProblem what="Your shares" error={error} onRetry={() => void refetch()} />
      {shares?.length === 0 && <Nothing />}
      {shares !== undefined && shares.length > 0 && (
        <ul aria-labelledby={HEADING_ID} className="mt-5 divide-y divide-line rounded-2xl border border-line bg-surface shadow-raised">
          {shares.map((share) => (
            <li key={share.id}>
              <ShareRow share={share} heading="h2" headingId={HEADING_ID} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Nothing() {
  return (
    <EmptyPage
      icon={<Share2 aria-hidden className="mx-auto mb-3 size-6 text-ink-soft" />}
      title="Nothing is shared yet"
      explanation={
        <>
          Press <strong className="font-medium text-ink">Share</strong> on a take or a transcript, and its link is listed here, to be copied, changed or revoked.
        </>
      }
    >
      <Link href="/history" className={buttonStyle({ variant: "primary" })}>
        Choose from your history
      </Link>
    </EmptyPage>
  );
}
