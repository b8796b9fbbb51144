"use client";
import { Share2 } from "lucide-react";
import { useShareDialog } from "@/components/shares/use-share-dialog";
import { Button, type ButtonStyle } from "@/components/ui/button";
import type { TaskView } from "@/lib/tasks/schema";

interface ShareButtonProps extends ButtonStyle {
  task: TaskView;
  /** What it shares, where that is not plain from the place. */
  what?: string;
  className?: string;
}

/** Opens the dialog that shares a task. */
export function ShareButton({ task, what = "", variant, size, className }: ShareButtonProps) {
  const { open, dialog, note } = useShareDialog(task);
  return (
    <>
      <Button {...(variant && { variant })} {...(size && { size })} className={className} onClick={() => open(null)}>
        <Share2 aria-hidden className="size-4" />
        {`Share ${what}`.trim()}
      </Button>
      {note !== "" && (
        <span role="status" className="text-label text-ink-soft">
          {note}
        </span>
      )}
      {dialog}
    </>
  );
}
