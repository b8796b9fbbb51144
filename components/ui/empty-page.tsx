import type { ReactNode } from "react";

/** What stands on a page that has nothing to list yet: what will be on it, and where that is made. */
export function EmptyPage({ icon, title, explanation, children }: { icon?: ReactNode; title: string; explanation: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-6 rounded-2xl border border-dashed border-line-strong px-card py-12 text-center">
      {icon}
      <p className="font-medium">{title}</p>
      <p className="mx-auto mt-1 max-w-prose text-balance text-sm text-ink-soft">{explanation}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div>
    </div>
  );
}
