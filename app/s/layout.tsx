import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { env } from "@/lib/env";

/** What holds for every page under a link: nobody lists it, and it tells nobody where its reader came from. */
export async function generateMetadata(): Promise<Metadata> {
  const metadataBase = new URL(env().publicUrl ?? `http://${(await headers()).get("host") ?? "localhost"}`);
  return { metadataBase, title: { default: "Shared with you", template: "%s · Soundcheck" }, description: null, robots: { index: false, follow: false, nocache: true }, referrer: "no-referrer" };
}

export default function SharedLayout({ children }: Readonly<{ children: ReactNode }>) {
  return children;
}
