import localFont from "next/font/local";
import "@fontsource-variable/geist";

/** The letters of English and its neighbours, fetched along with every page; those of other scripts come when a page has them. */
export const geistLatin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-latin",
  // That comes after the letters of other scripts (tailwind.config.ts), and is in globals.css.
  adjustFontFallback: false,
});
