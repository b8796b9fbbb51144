"use client";
import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { useEarlyInput } from "@/components/ui/early-input";
import { normaliseLineEnds, TEXT_MAX_LENGTH } from "@/lib/speech/limits";

/** A text of the form with its counter in UTF-16 units, which says by how much when it is over the limit. */
export function TextField({
  label,
  value,
  maxLength = TEXT_MAX_LENGTH,
  problem,
  hint,
  offer,
  onChange,
  className,
  ...props
}: {
  label: string;
  value: string;
  maxLength?: number;
  problem: string | undefined;
  hint?: string;
  /** What lies at the foot of the field while there is nothing in it but its placeholder. */
  offer?: ReactNode;
  onChange: (value: string) => void;
} & Omit<ComponentProps<"textarea">, "value" | "onChange" | "maxLength" | "ref">) {
  const formats = useFormats();
  const id = useId();
  const textarea = useEarlyInput<HTMLTextAreaElement>((early) => {
    if (early.value !== "") onChange(normaliseLineEnds(early.value));
  });
  const over = value.length - maxLength;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <span id={`${id}-count`} suppressHydrationWarning className={clsx("text-label tabular-nums", over > 0 ? "font-medium text-danger" : "text-ink-soft")}>
          {formats.count(value.length)} / {formats.count(maxLength)}
          {over > 0 && <span suppressHydrationWarning> · {formats.count(over)} too many</span>}
        </span>
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-0.5 text-label text-ink-soft">
          {hint}
        </p>
      )}
      <div className="mt-1.5 grid *:[grid-area:1/1]">
        <textarea
          {...props}
          ref={textarea}
          id={id}
          dir="auto"
          value={value}
          onChange={(event) => onChange(normaliseLineEnds(event.currentTarget.value))}
          aria-describedby={clsx(hint !== undefined && `${id}-hint`, `${id}-count`, problem !== undefined && `${id}-problem`)}
          aria-invalid={over > 0 || problem !== undefined}
          className={clsx(
            "peer block w-full rounded-xl border bg-surface p-4 placeholder:text-ink-soft focus-visible:outline-offset-0",
            over > 0 || problem !== undefined ? "border-danger" : "border-line hover:border-line-strong",
            className,
          )}
        />
        {/* Room is left for the placeholder, however large the text. */}
        {offer !== undefined && <div className="pointer-events-none hidden self-end p-4 pt-28 peer-placeholder-shown:block">{offer}</div>}
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1.5 text-label text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
