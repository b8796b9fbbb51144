"use client";
import { startTransition, use, useEffect, useState } from "react";
import { AsServed } from "@/components/ui/as-served";
import { RetryNotice } from "@/components/connection/read-problem";
import type { SharedWorkspaceProps } from "@/components/shared-page/shared-workspace";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { useEarlyUse } from "@/components/ui/early-use";

/** The browser reads this code when the page can be read; the server has it at hand. */
const loadWorkspace = () => import("@/components/shared-page/shared-workspace");
const atHand = typeof window === "undefined" ? loadWorkspace() : null;

type WorkspaceCode = Awaited<ReturnType<typeof loadWorkspace>>;

interface SharedTranscriptionProps extends SharedWorkspaceProps {
  /** Where the browser reads the transcript, packed. */
  transcriptUrl: string;
  /** The name under which it was given to the server's rendering. */
  givenAs: string;
}

/**
 * A shared transcript: to be read, heard, searched and quoted, and not to be changed. What the server rendered of it stays as it came
 * until the browser has all that it takes to do so.
 */
export function SharedTranscription({ transcriptUrl, givenAs, ...shown }: SharedTranscriptionProps) {
  const { workspace, problem, readAgain } = useWorkspace(transcriptUrl);
  const place = useEarlyUse<HTMLDivElement>(workspace !== null);
  return (
    <div ref={place}>
      {problem !== null && (
        <RetryNotice onRetry={readAgain}>The text can be read, but neither searched nor followed. {problem.message}</RetryNotice>
      )}
      {workspace === null ? <AsServed>{atHand !== null && <Served {...shown} code={atHand} givenAs={givenAs} />}</AsServed> : <workspace.Shown {...shown} layout={workspace.layout} />}
    </div>
  );
}

function Served({ code, ...shown }: SharedWorkspaceProps & { code: Promise<WorkspaceCode>; givenAs: string }) {
  const { ServedWorkspace } = use(code);
  return <ServedWorkspace {...shown} />;
}

/** The workspace and the transcript laid out for it: null on the server, and in the browser until both are there. */
function useWorkspace(transcriptUrl: string) {
  const [workspace, setWorkspace] = useState<{ Shown: WorkspaceCode["SharedWorkspace"]; layout: TranscriptLayout } | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const [tries, setTries] = useState(1);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const load = async () => {
      const [{ SharedWorkspace }, { layOutInSteps }] = await Promise.all([loadWorkspace(), import("@/components/shared-page/lay-out-in-steps")]);
      const layout = await layOutInSteps(transcriptUrl, signal);
      startTransition(() => setWorkspace({ Shown: SharedWorkspace, layout }));
    };
    load().catch((error: unknown) => {
      if (!signal.aborted) setProblem(error as Error);
    });
    return () => leaving.abort();
  }, [transcriptUrl, tries]);
  const readAgain = () => {
    setProblem(null);
    setTries(tries + 1);
  };
  return { workspace, problem, readAgain };
}
