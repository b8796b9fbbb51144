"use client";
import { clsx } from "clsx";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** A link of the bar on top, marked on its own page. */
export function NavLink({ href, children }: { href: Route; children: string }) {
  const current = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx("rounded-md whitespace-nowrap px-2 py-1.5 sm:px-3 pointer-coarse:py-3", current ? "bg-surface-sunken font-medium" : "text-ink-soft hover:text-ink")}
    >
      {children}
    </Link>
  );
}
