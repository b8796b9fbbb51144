import { AudioLines } from "lucide-react";
import Link from "next/link";
import { NavLink } from "@/components/layout/nav-link";
import { UploadIndicator } from "@/components/upload/upload-indicator";

/** The bar on top of every page. */
export function SiteHeader() {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 w-full max-w-7xl items-center gap-3 px-4 sm:gap-6 sm:px-6 lg:px-8">
        <Link href="/" className="flex items-center gap-2 rounded font-semibold tracking-tight">
          <AudioLines aria-hidden className="size-5 text-accent" />
          <span className="max-sm:sr-only">Soundcheck</span>
        </Link>
        <nav aria-label="Pages" className="flex text-sm sm:gap-1">
          <NavLink href="/">Text to speech</NavLink>
          <NavLink href="/transcribe">Speech to text</NavLink>
          <NavLink href="/history">History</NavLink>
          <NavLink href="/shares">Shares</NavLink>
        </nav>
        <UploadIndicator />
      </div>
    </header>
  );
}
