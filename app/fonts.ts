import localFont from "next/font/local";
import "@fontsource-variable/geist";
import "./fonts.css";

/** The letters of English and its neighbours, fetched along with every page; those of other scripts come when a page has them. */
export const geistLatin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-latin",
  // That is in fonts.css: it comes after the letters of other scripts (tailwind.config.ts).
  adjustFontFallback: false,
});
