"use client";
import { createContext, type ReactNode, useContext } from "react";
import { DEFAULT_LOCALE, type Formats, formatsFor } from "@/lib/locale/formats";

const ReaderLocaleContext = createContext(DEFAULT_LOCALE);

/** Says to all that is in it in which locale its reader has numbers and dates. */
export function ReaderLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <ReaderLocaleContext value={locale}>{children}</ReaderLocaleContext>;
}

/**
 * How the reader's locale writes numbers, times and sizes. The server's data of locales and the browser's may differ in a space or a
 * mark, so an element whose text the server formats has `suppressHydrationWarning`. Times are shown by `LocalTime`.
 */
export function useFormats(): Formats {
  return formatsFor(useContext(ReaderLocaleContext));
}
