import { AudioLines, LogOut } from "lucide-react";
import Link from "next/link";
import { NavLink } from "@/components/layout/nav-link";
import { ThemeSelect } from "@/components/layout/theme-select";
import { Button } from "@/components/ui/button";
import { UploadIndicator } from "@/components/upload/upload-indicator";
import { SIGN_OUT_ACTION } from "@/lib/http/sign-in-paths";
import type { Theme } from "@/lib/theme/theme";

/** Whether an access code is asked for here, and who asks for the page gave it. */
export type Access = "everybody" | "signed-in" | "signed-out";

/** The bar on top of every page. Who is signed out is led nowhere by it. On a phone the pages have a row of their own. */
export function SiteHeader({ access, theme }: { access: Access; theme: Theme }) {
  return (
    <header className="border-b border-line bg-surface print:hidden">
      <div className="mx-auto flex w-full max-w-page flex-wrap items-center gap-x-2 px-gutter sm:min-h-14 sm:gap-x-6 sm:px-6 lg:px-8">
        <Link href="/" className="flex min-h-12 items-center gap-2 rounded font-semibold tracking-tight pointer-coarse:min-w-11">
          <AudioLines aria-hidden className="size-5 text-accent" />
          Soundcheck
        </Link>
        {access !== "signed-out" && (
          <>
            <nav aria-label="Pages" className="-mx-2 flex flex-wrap gap-x-1 pb-1 text-sm max-sm:order-last max-sm:basis-full sm:mx-0 sm:py-1">
              <NavLink href="/">Text to speech</NavLink>
              <NavLink href="/transcribe">Speech to text</NavLink>
              <NavLink href="/history">History</NavLink>
              <NavLink href="/shares">Shares</NavLink>
            </nav>
            <div className="ml-auto flex items-center gap-1 sm:gap-2">
              <UploadIndicator />
              <ThemeSelect initial={theme} />
              {access === "signed-in" && <SignOut />}
            </div>
          </>
        )}
      </div>
    </header>
  );
}

function SignOut() {
  return (
    <form method="post" action={SIGN_OUT_ACTION}>
      <Button type="submit" size="small" variant="quiet">
        <LogOut aria-hidden className="size-4" />
        <span className="max-sm:sr-only">Sign out</span>
      </Button>
    </form>
  );
}
