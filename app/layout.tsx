import type { Metadata, Viewport } from "next";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Providers } from "@/app/providers";
import { SiteHeader } from "@/components/layout/site-header";
import { env } from "@/lib/env";
import { isAdmitted } from "@/lib/http/request-facts";
import { readOwner } from "@/lib/sessions/owner";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Soundcheck", template: "%s · Soundcheck" },
  description: "Try voices on your own words.",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f8f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1214" },
  ],
};

export default async function RootLayout({ children }: Readonly<{ children: ReactNode }>) {
  // Every page depends on who asks; nothing is rendered at build time, when there is no database.
  await connection();
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="min-h-dvh">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-4 focus:z-50 focus:rounded-lg focus:bg-surface-raised focus:px-4 focus:py-2"
        >
          Skip to content
        </a>
        <SiteHeader access={env().accessCode === undefined ? "everybody" : isAdmitted() ? "signed-in" : "signed-out"} />
        <Providers known={(await readOwner()) !== undefined}>
          <main id="main" className="mx-auto w-full max-w-7xl px-4 pb-24 pt-6 sm:px-6 lg:px-8">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
