import type { Metadata } from "next";
import type { ReactNode } from "react";
import { publicBase } from "@/lib/http/public-base";
import { PRODUCT } from "@/lib/product";

/** What holds for every page under a link: nobody lists it, and it tells nobody where its reader came from. */
export async function generateMetadata(): Promise<Metadata> {
  return { metadataBase: await publicBase(), title: { default: "Shared with you", template: `%s · ${PRODUCT.name}` }, description: null, openGraph: null, robots: { index: false, follow: false, nocache: true }, referrer: "no-referrer" };
}

export default function SharedLayout({ children }: Readonly<{ children: ReactNode }>) {
  return children;
}
