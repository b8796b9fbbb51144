import { AudioLines } from "lucide-react";
import Link from "next/link";
import { NavLink } from "@/components/layout/nav-link";

/** The bar on top of every page. */
export function SiteHeader() {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 w-full max-w-7xl items-center gap-6 px-4 sm:px-6 lg:px-8">
        <Link href="/" className="flex items-center gap-2 rounded font-semibold tracking-tight">
          <AudioLines aria-hidden className="size-5 text-accent" />
          Soundcheck
        </Link>
        <nav aria-label="Pages" className="flex gap-1 text-sm">
          <NavLink href="/">Text to speech</NavLink>
        </nav>
      </div>
    </header>
  );
}
