"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isServerThere, pageUpdate } from "@/components/connection/page-update";
import { Button } from "@/components/ui/button";

/**
 * In the place of a page that cannot be shown. Where a part of the page's program could not be loaded, the server was most likely
 * updated: the page is then loaded anew, as soon as the server answers.
 */
export function PageError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const client = useQueryClient();
  const [away, setAway] = useState(false);
  const partMissing = error.name === "ChunkLoadError";

  useEffect(() => {
    if (!partMissing) return;
    void isServerThere().then((there) => {
      if (there) pageUpdate.recover();
    });
  }, [partMissing]);

  const tryAgain = async () => {
    const there = await isServerThere();
    setAway(!there);
    if (!there) return;
    if (partMissing) {
      pageUpdate.reload();
      return;
    }
    // What could not be shown may be what was read.
    client.clear();
    onRetry();
  };
  return (
    <div role="alert" className="mx-auto max-w-lg py-24 text-center">
      <h1 className="text-title font-semibold">This page could not be shown</h1>
      <p className="mt-3 text-ink-soft">Nothing that you made is lost. Your text is kept in this browser.</p>
      {away && <p className="mt-3 text-danger">The server did not answer. Try again in a moment.</p>}
      <Button variant="primary" className="mt-6" onClick={() => void tryAgain()}>
        Try again
      </Button>
    </div>
  );
}
