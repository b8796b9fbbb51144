"use client";

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useDraft } from "@/components/drafts/use-draft";

/** The longest name that is kept. */
const NAME_MAX_LENGTH = 100;

interface RenameSpeakerProps {
  /** What the speaker is called now. */
  name: string;
  /** The name without one of a person's own. */
  defaultName: string;
  /** Under what a name that is being typed is kept in this browser. */
  draftName: string;
  /** Answers with what went wrong, null when the name is kept. */
  onSave: (name: string) => Promise<string | null>;
  onClose: () => void;
}

/** A speaker's name as a field, in the place of the name: Enter saves, Escape leaves it, nothing gives back the default. */
export function RenameSpeaker({ name, defaultName, draftName, onSave, onClose }: RenameSpeakerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text: draft, setText: setDraft, forget } = useDraft(draftName, name === defaultName ? "" : name);
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
    if (draft.trim() === (name === defaultName ? "" : name)) {
      close();
      return;
    }
    setSaving(true);
    setProblem(null);
    const failed = await onSave(draft.trim());
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
        aria-label={`Name of ${name}`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        value={draft}
        placeholder={defaultName}
        maxLength={NAME_MAX_LENGTH}
        autoComplete="off"
        ref={field}
        dir="auto"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (problem === null) void save();
        }}
        className="h-7 w-full min-w-24 rounded-md border border-line-strong bg-surface px-2 text-label font-semibold pointer-coarse:h-11"
      />
      {problem !== null && (
        <span id={`${id}-problem`} role="alert" className="mt-1 block text-label text-danger">
          {problem}
        </span>
      )}
    </span>
  );
}
