"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";

/**
 * The browser's own dialog, open while it is shown: the page behind it waits, Escape closes it, and the focus goes back. Its head stays where
 * it is while its content changes.
 */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="mx-auto mt-dialog-top mb-auto w-144 max-w-window max-h-dialog rounded-2xl border border-line bg-surface-raised p-0 text-ink shadow-raised backdrop:bg-black/45"
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-surface-raised px-card py-3">
        <h2 id={id} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <Button variant="quiet" size="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {children}
    </dialog>
  );
}
