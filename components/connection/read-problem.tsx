"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { NoAnswerError } from "@/lib/http/fetch-json";

/** Says that something could not be read, and offers to read it again. A missing answer is the page's status, which tries again by itself. */
export function ReadProblem({ what, error, onRetry }: { what: string; error: Error | null; onRetry: () => void }) {
  if (error === null || error instanceof NoAnswerError) return null;
  return (
    <RetryNotice onRetry={onRetry}>
      {what} could not be read. {error.message}
    </RetryNotice>
  );
}

/** What went wrong, for a page whose status nobody watches, and a way to try it again. */
export function RetryNotice({ onRetry, children }: { onRetry: () => void; children: ReactNode }) {
  return (
    <p role="alert" className="mt-4 flex items-center gap-3 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
      <span>{children}</span>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}
