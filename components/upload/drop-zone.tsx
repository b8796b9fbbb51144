"use client";
import { clsx } from "clsx";
import { Upload } from "lucide-react";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { type Dropped, droppedFiles, readTransfer } from "@/components/upload/dropped-files";
import { ACCEPTED_FILES } from "@/lib/recordings/limits";

const INPUT_ID = "recording-input";

/** Gives the focus to the file input: for when a button that had it goes away. */
export function focusRecordingInput(): void {
  document.getElementById(INPUT_ID)?.focus();
}

/** Takes recordings that are dropped anywhere on the site, by paste, and by the browser's file choice. */
export function DropZone({ maxBytes, problem, onFiles }: { maxBytes: number; problem: string | undefined; onFiles: (dropped: Dropped) => void }) {
  const formats = useFormats();
  const id = INPUT_ID;
  const over = useSyncExternalStore(droppedFiles.subscribe, droppedFiles.isOver, () => false);
  const take = useEffectEvent(onFiles);

  useEffect(() => droppedFiles.take((dropped) => take(dropped)), []);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = readTransfer(event.clipboardData);
      if (pasted.files.length === 0) return;
      event.preventDefault();
      take(pasted);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);

  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        Recording
      </label>
      <div
        className={clsx(
          "relative mt-1.5 rounded-2xl border border-dashed px-6 py-10 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface hover:border-accent",
          problem !== undefined && !over && "border-danger",
        )}
      >
        <Upload aria-hidden className="mx-auto size-6 text-accent" />
        <p className="mt-3 font-medium">
          {over ? "Let go to upload" : <>Drop recordings here, or <span className="text-accent underline underline-offset-4">choose files</span></>}
        </p>
        <p id={`${id}-note`} suppressHydrationWarning className="mt-1 text-label text-ink-soft">
          Audio or video, up to {formats.bytes(maxBytes)} each. Several files become several transcripts.
        </p>
        <input
          id={id}
          type="file"
          multiple
          accept={ACCEPTED_FILES}
          aria-describedby={clsx(`${id}-note`, problem !== undefined && `${id}-problem`)}
          aria-invalid={problem !== undefined}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // So that the same file can be chosen again.
            event.currentTarget.value = "";
            onFiles({ files, folders: [] });
          }}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1.5 text-label text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
