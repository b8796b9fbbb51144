import type { ReactNode } from "react";
import { Providers } from "@/app/providers";
import { SiteHeader } from "@/components/layout/site-header";
import { KeyboardShortcuts } from "@/components/shortcuts/keyboard-shortcuts";
import { FileDrops } from "@/components/upload/file-drops";
import { env } from "@/lib/env";
import { isAdmitted } from "@/lib/http/request-facts";
import { readOwner } from "@/lib/sessions/owner";
import { readTheme } from "@/lib/theme/theme-cookie";

/** What every page of the site has around it: the bar on top, the cache of what the server said, and the page's status. */
export async function SiteFrame({ children }: Readonly<{ children: ReactNode }>) {
  const access = env().accessCode === undefined ? "everybody" : isAdmitted() ? "signed-in" : "signed-out";
  return (
    <div className="flex min-h-dvh flex-col print:block print:min-h-0">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-4 focus:z-50 focus:rounded-lg focus:bg-surface-raised focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <SiteHeader access={access} theme={await readTheme()} />
      <Providers known={(await readOwner()) !== undefined}>
        <main id="main" className="mx-auto w-full max-w-page flex-1 px-gutter pb-16 pt-6 sm:px-6 lg:px-8 print:p-0">
          {children}
        </main>
        {access !== "signed-out" && <FileDrops />}
      </Providers>
      <footer className="print:hidden mx-auto w-full max-w-page px-gutter sm:px-6 lg:px-8">
        <div className="border-t border-line py-4 [&>button]:-ml-2.5">
          <KeyboardShortcuts />
        </div>
      </footer>
    </div>
  );
}
