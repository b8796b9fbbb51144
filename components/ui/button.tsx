import { clsx } from "clsx";
import type { ComponentProps } from "react";

const VARIANTS = {
  primary: "bg-accent text-accent-ink hover:bg-accent-strong font-medium",
  outline: "border border-line bg-surface text-ink hover:border-line-strong",
  quiet: "text-ink-soft hover:bg-surface-sunken hover:text-ink",
  danger: "border border-danger text-danger hover:bg-danger-soft",
} as const;

const SIZES = {
  medium: "min-h-10 px-4 py-1 text-sm pointer-coarse:min-h-11",
  small: "min-h-8 px-2.5 py-1 text-label pointer-coarse:min-h-11",
  icon: "size-8 justify-center pointer-coarse:size-11",
} as const;

export interface ButtonStyle {
  readonly variant?: keyof typeof VARIANTS;
  readonly size?: keyof typeof SIZES;
}

/** The look of a button, for links that look like one too. */
export function buttonStyle({ variant = "outline", size = "medium" }: ButtonStyle = {}): string {
  return clsx(
    "inline-flex max-w-full shrink-0 [&>svg]:shrink-0 items-center gap-2 rounded-lg transition-colors pointer-coarse:min-w-11 pointer-coarse:justify-center disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    VARIANTS[variant],
    SIZES[size],
  );
}

/** A button that submits nothing unless told to. */
export function Button({ variant, size, className, ...props }: ComponentProps<"button"> & ButtonStyle) {
  const style = { ...(variant === undefined ? {} : { variant }), ...(size === undefined ? {} : { size }) };
  return <button type="button" {...props} className={clsx(buttonStyle(style), className)} />;
}
