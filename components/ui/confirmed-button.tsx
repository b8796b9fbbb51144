"use client";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { takeLostFocus } from "@/components/ui/take-lost-focus";

interface ConfirmedButtonProps {
  icon: LucideIcon;
  /** What it does: "Delete". */
  verb: string;
  /** What it does it to, where that is not plain from the place. */
  what?: string | undefined;
  question: string;
  /** What else goes with it, said before it is done. */
  consequence?: ReactNode;
  busy?: boolean;
  onAsk?: () => void;
  onConfirm: () => void;
}

/** A button for what cannot be taken back: it asks once more before it does it. */
export function ConfirmedButton({ icon: Icon, verb, what = "", question, consequence, busy = false, onAsk, onConfirm }: ConfirmedButtonProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const keep = () => {
    flushSync(() => setAsking(false));
    takeLostFocus(button.current);
  };
  if (!asking) {
    return (
      <Button
        ref={button}
        variant="quiet"
        size="small"
        onClick={() => {
          setAsking(true);
          onAsk?.();
        }}
      >
        <Icon aria-hidden className="size-4" />
        {`${verb} ${what}`.trim()}
      </Button>
    );
  }
  return (
    <span role="group" aria-label={question} className="flex flex-wrap items-center gap-1">
      <Button variant="danger" size="small" disabled={busy} onClick={onConfirm}>
        {verb} for good
      </Button>
      {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the press that opened the question left the focus nowhere; the harmless answer takes it */}
      <Button autoFocus variant="quiet" size="small" onClick={keep}>
        Keep
      </Button>
      {consequence}
    </span>
  );
}
