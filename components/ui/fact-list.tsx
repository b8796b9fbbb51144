import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A few facts beside one another, with a dot between those of one line: the dot before each is cut off where a line begins. */
export function FactList({ label, facts, className }: { label: string; facts: readonly ReactNode[]; className?: string }) {
  return (
    <div className={clsx("overflow-x-clip text-ink-soft tabular-nums", className)}>
      <ul aria-label={label} className="-ml-5 flex flex-wrap">
        {facts.map((fact, place) => (
          <li key={place} suppressHydrationWarning className="flex">
            <span aria-hidden className="w-5 shrink-0 text-center text-line-strong">
              {place > 0 && " · "}
            </span>
            {fact}
          </li>
        ))}
      </ul>
    </div>
  );
}
