"use client";
import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { useEarlyInput } from "@/components/ui/early-input";

/** A labelled choice of one: the browser's own list, which works the same with a keyboard, a thumb and a screen reader. */
export function SelectField({
  label,
  value,
  options,
  hint,
  problem,
  disabled = false,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  hint?: string | undefined;
  problem?: string | undefined;
  disabled?: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const select = useEarlyInput<HTMLSelectElement>((early) => {
    if (early.value !== value) onChange(early.value);
  });
  const note = problem ?? hint;
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative mt-1">
        <select
          ref={select}
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          aria-invalid={problem !== undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="h-10 w-full appearance-none truncate rounded-lg border border-line bg-surface pl-3 pr-8 text-sm hover:border-line-strong disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-ink-soft disabled:hover:border-line pointer-coarse:h-11"
        >
          {options.map(([optionValue, optionLabel]) => (
            <option key={optionValue} value={optionValue}>
              {optionLabel}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-soft" />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? "mt-1 text-label text-ink-soft" : "mt-1 text-label text-danger"}>
          {note}
        </p>
      )}
    </div>
  );
}
