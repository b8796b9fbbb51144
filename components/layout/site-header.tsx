import { AudioLines, LogOut } from "lucide-react";
import Link from "next/link";
import { NavLink } from "@/components/layout/nav-link";
import { Button } from "@/components/ui/button";
import { UploadIndicator } from "@/components/upload/upload-indicator";
import { SIGN_OUT_ACTION } from "@/lib/http/sign-in-paths";

/** Whether an access code is asked for here, and who asks for the page gave it. */
export type Access = "everybody" | "signed-in" | "signed-out";

/** The bar on top of every page. Who is signed out is led nowhere by it. */
export function SiteHeader({ access }: { access: Access }) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 w-full max-w-7xl items-center gap-1.5 px-4 sm:gap-6 sm:px-6 lg:px-8">
        <Link href="/" className="flex items-center gap-2 rounded font-semibold tracking-tight pointer-coarse:min-h-11 pointer-coarse:min-w-11">
          <AudioLines aria-hidden className="size-5 text-accent" />
          <span className={access === "signed-out" ? "" : "max-sm:sr-only"}>Soundcheck</span>
        </Link>
        {access !== "signed-out" && (
          <>
            <nav aria-label="Pages" className="flex min-w-0 overflow-x-auto text-sm sm:gap-1">
              <NavLink href="/">Text to speech</NavLink>
              <NavLink href="/transcribe">Speech to text</NavLink>
              <NavLink href="/history">History</NavLink>
              <NavLink href="/shares">Shares</NavLink>
            </nav>
            <UploadIndicator />
          </>
        )}
        {access === "signed-in" && <SignOut />}
      </div>
    </header>
  );
}

function SignOut() {
  return (
    <form method="post" action={SIGN_OUT_ACTION} className="ml-auto">
      <Button type="submit" size="small" variant="quiet">
        <LogOut aria-hidden className="size-4" />
        <span className="max-sm:sr-only">Sign out</span>
      </Button>
    </form>
  );
}
