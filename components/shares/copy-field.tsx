import { clsx } from "clsx";
import type { Ref } from "react";

interface CopyFieldProps {
  label: string;
  value: string;
  className?: string;
  ref: Ref<HTMLInputElement>;
}

/** A text to be copied, all of which is selected when it gets the focus. */
export function CopyField({ label, value, className, ref }: CopyFieldProps) {
  return (
    <input
      ref={ref}
      readOnly
      dir="ltr"
      aria-label={label}
      // The server does not know under which address it is seen.
      suppressHydrationWarning
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      className={clsx("h-9 min-w-0 grow basis-48 truncate rounded-lg border border-line bg-surface-sunken px-3 font-mono text-label text-ink-soft pointer-coarse:h-11", className)}
    />
  );
}
