import type { Metadata } from "next";

/** How the product introduces itself: to browsers, chats and search engines. */
export const PRODUCT = {
  name: "Soundcheck",
  tagline: "A speech playground",
  description: "Try voices on your own words, and read who said what in a recording, word by word against its waveform.",
} as const;

/** Where the card of the product is; a page that says what its link shows has to say this, too. */
const CARD = { url: "/opengraph-image", width: 1200, height: 630, alt: `${PRODUCT.name}: ${PRODUCT.tagline}` };

/** The metadata of a page that strangers may find: listed, and unfurled by what it is for. */
export function openPageMetadata(title: string, description: string): Metadata {
  return { title, description, robots: { index: true }, openGraph: { type: "website", siteName: PRODUCT.name, title: `${title} · ${PRODUCT.name}`, description, images: CARD } };
}
