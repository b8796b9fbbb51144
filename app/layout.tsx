import type { Metadata, Viewport } from "next";
import { GeistSans } from "geist/font/sans";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ReaderLocale } from "@/components/locale/reader-locale";
import { readerLocale } from "@/lib/http/reader-locale";
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
  const locale = readerLocale((await headers()).get("accept-language"));
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="min-h-dvh">
        <ReaderLocale locale={locale}>{children}</ReaderLocale>
      </body>
    </html>
  );
}
