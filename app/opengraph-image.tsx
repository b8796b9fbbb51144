import { PRODUCT } from "@/lib/product";
import { drawPreview } from "@/components/shared-page/draw-preview-image";
import { CARD_HEIGHT, CARD_WIDTH } from "@/components/shared-page/preview-image";

export const size = { width: CARD_WIDTH, height: CARD_HEIGHT };
export const contentType = "image/png";
export const alt = `${PRODUCT.name}: ${PRODUCT.tagline}`;

const BARS = 75;

/** The card that chats show beside a link to a page of the app. */
export default function ProductImage() {
  // Three words that swell and fall.
  const amplitudes = Array.from({ length: BARS }, (_, bar) => Math.abs(Math.sin((bar / BARS) * Math.PI * 3)) * (0.55 + 0.45 * Math.sin(bar * 1.9)));
  return drawPreview({ title: "Try voices on your own words", kind: PRODUCT.tagline, words: PRODUCT.description, amplitudes });
}
