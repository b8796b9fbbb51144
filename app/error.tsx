"use client";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert" className="mx-auto max-w-lg py-24 text-center">
      <h1 className="text-title font-semibold">This page could not be shown</h1>
      <p className="mt-3 text-ink-soft">Nothing that you made is lost. Your text is kept in this browser.</p>
      <Button variant="primary" className="mt-6" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
