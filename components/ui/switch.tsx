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
    <div className="grid grid-cols-fill-end items-center gap-x-4 gap-y-0.5">
      <label htmlFor={id} className="text-sm font-medium wrap-anywhere">
        {label}
      </label>
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
      {hint !== undefined && (
        <p id={`${id}-hint`} className="col-span-2 text-label text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
