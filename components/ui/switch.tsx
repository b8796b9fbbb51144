"use client";
import { clsx } from "clsx";
import { useId } from "react";

/** Something that is on or off, named by its label. */
export function Switch({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0 wrap-anywhere">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-label text-ink-soft">
            {hint}
          </p>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onClick={() => onChange(!checked)}
        className="flex shrink-0 items-center rounded-full pointer-coarse:px-0.5 pointer-coarse:py-2.5"
      >
        <span className={clsx("flex h-6 w-10 items-center rounded-full p-0.5 transition-colors", checked ? "bg-accent" : "bg-line-strong")}>
          <span className={clsx("size-5 rounded-full bg-surface shadow transition-transform", checked && "translate-x-4")} />
        </span>
      </button>
    </div>
  );
}
