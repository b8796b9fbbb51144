import type { ReactNode } from "react";
import { SiteFrame } from "@/app/site-frame";

/** The pages of whoever uses this instance. What strangers are shown (`/s`) has none of this around it. */
export default function SiteLayout({ children }: Readonly<{ children: ReactNode }>) {
  return <SiteFrame>{children}</SiteFrame>;
}
