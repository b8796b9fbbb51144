"use client";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";

interface ConfirmDeleteProps {
  question: string;
  /** What else goes with it, said before it is done. */
  consequence?: ReactNode;
  busy?: boolean;
  onAsk?: () => void;
  onDelete: () => void;
}

/** A button "Delete" that asks once more before it does. */
export function ConfirmDelete({ question, consequence, busy = false, onAsk, onDelete }: ConfirmDeleteProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button
        variant="quiet"
        size="small"
        onClick={() => {
          setAsking(true);
          onAsk?.();
        }}
      >
        <Trash2 aria-hidden className="size-4" />
        Delete
      </Button>
    );
  }
  return (
    <span role="group" aria-label={question} className="flex flex-wrap items-center gap-1">
      <Button variant="danger" size="small" disabled={busy} onClick={onDelete}>
        Delete for good
      </Button>
      {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the press that opened the question left the focus nowhere; the harmless answer takes it */}
      <Button autoFocus variant="quiet" size="small" onClick={() => setAsking(false)}>
        Keep
      </Button>
      {consequence}
    </span>
  );
}
