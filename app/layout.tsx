import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ReaderLocale } from "@/components/locale/reader-locale";
import { PRODUCT } from "@/lib/product";
import { publicBase } from "@/lib/http/public-base";
import { readerLocale } from "@/lib/http/reader-locale";
import { barColors } from "@/lib/theme/theme";
import { readTheme } from "@/lib/theme/theme-cookie";
import { geistLatin } from "./fonts";
import "./globals.css";
import "./slider.css";

/** What holds for every page that says nothing else: nobody lists what somebody made, and a link unfurls with the product's card. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: await publicBase(),
    title: { default: PRODUCT.name, template: `%s · ${PRODUCT.name}` },
    description: PRODUCT.description,
    robots: { index: false },
    openGraph: { type: "website", siteName: PRODUCT.name, title: PRODUCT.name, description: PRODUCT.description },
    twitter: { card: "summary_large_image" },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const { light, dark } = barColors(await readTheme());
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: light },
      { media: "(prefers-color-scheme: dark)", color: dark },
    ],
  };
}

export default async function RootLayout({ children }: Readonly<{ children: ReactNode }>) {
  // Every page depends on who asks; nothing is rendered at build time, when there is no database.
  await connection();
  const locale = readerLocale((await headers()).get("accept-language"));
  return (
    <html lang="en" data-theme={await readTheme()} className={geistLatin.variable}>
      <body className="min-h-dvh print:min-h-0">
        <ReaderLocale locale={locale}>{children}</ReaderLocale>
      </body>
    </html>
  );
}
