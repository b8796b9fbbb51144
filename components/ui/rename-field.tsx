"use client";

import { clsx } from "clsx";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useDraft } from "@/components/drafts/use-draft";

interface RenameFieldProps {
  label: string;
  /** What it is called now. */
  name: string;
  /** The name without one of a person's own. */
  defaultName: string;
  maxLength: number;
  /** Under what a name that is being typed is kept in this browser. */
  draftName: string;
  /** Answers with what went wrong, null when the name is kept. */
  onSave: (name: string) => Promise<string | null>;
  onClose: () => void;
  /** How the field looks in the place of the name. */
  className: string;
}

/** A name as a field, in the place of the name: Enter saves, Escape leaves it, nothing gives back the default. */
export function RenameField({ label, name, defaultName, maxLength, draftName, onSave, onClose, className }: RenameFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text: draft, setText: setDraft, forget } = useDraft(draftName, name);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  /** Taking the field away takes its focus too, which must not save what was given up. */
  const done = useRef(false);

  useEffect(() => field.current?.select(), []);

  const close = () => {
    done.current = true;
    forget();
    onClose();
  };
  const save = async () => {
    if (saving || done.current) return;
    const wanted = draft.trim() === "" ? defaultName : draft.trim();
    if (wanted === name) {
      close();
      return;
    }
    setSaving(true);
    setProblem(null);
    const failed = await onSave(wanted === defaultName ? "" : wanted);
    setSaving(false);
    setProblem(failed);
    if (failed === null) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) void save();
    else return;
    event.preventDefault();
  };

  return (
    <span className="order-first min-w-0 flex-1">
      <input
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        value={draft}
        placeholder={defaultName}
        maxLength={maxLength}
        autoComplete="off"
        ref={field}
        dir="auto"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (problem === null) void save();
        }}
        className={clsx("w-full min-w-24 rounded-md border border-line-strong bg-surface px-2 font-semibold pointer-coarse:h-11", className)}
      />
      {problem !== null && (
        <span id={`${id}-problem`} role="alert" className="mt-1 block text-label font-normal text-danger">
          {problem}
        </span>
      )}
    </span>
  );
}
