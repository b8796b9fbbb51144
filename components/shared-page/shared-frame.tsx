import { AudioLines } from "lucide-react";
import type { ReactNode } from "react";
import { KeyboardShortcuts } from "@/components/shortcuts/keyboard-shortcuts";

/** A page for whoever has a link: nothing of the site around it, which would lead them nowhere. */
export function SharedFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh print:min-h-0 w-full max-w-5xl flex-col px-gutter pt-6 sm:px-6 sm:pt-10 print:p-0">
      <main className="flex-1 pb-16">{children}</main>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-4 text-label text-ink-soft">
        <span className="flex items-center gap-1.5">
          <AudioLines aria-hidden className="size-4 text-accent" />
          Made with Soundcheck
        </span>
        <div className="-mx-2.5 print:hidden">
          <KeyboardShortcuts />
        </div>
      </footer>
    </div>
  );
}

/** In the place of what was shared: what became of it, and nothing of it. */
export function SharedNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <SharedFrame>
      <div className="mx-auto max-w-lg py-16 text-center text-balance sm:py-24">
        <h1 className="text-title font-semibold">{title}</h1>
        <div className="mt-3 text-ink-soft">{children}</div>
      </div>
    </SharedFrame>
  );
}

/** For an address that never was a share, and for one whose share was deleted: a stranger is not told which. */
export function MissingNotice() {
  return (
    <SharedNotice title="There is nothing here">
      <p>Part of the link may be missing, or what was shared may have been deleted. Check that you have all of the link, or ask whoever sent it to you.</p>
    </SharedNotice>
  );
}

/** For a share that ended. */
export function GoneNotice() {
  return (
    <SharedNotice title="This link has ended">
      <p>It expired, or whoever shared it took it back. Ask them for a new one.</p>
    </SharedNotice>
  );
}
