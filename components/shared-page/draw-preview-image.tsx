import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { CARD_HEIGHT, CARD_WIDTH, PreviewCard, type PreviewCardContent } from "@/components/shared-page/preview-image";

const FONT_FOLDER = "node_modules/geist/dist/fonts/geist-sans";
const FONTS = [
  { file: "Geist-Regular.ttf", weight: 400 },
  { file: "Geist-SemiBold.ttf", weight: 600 },
] as const;

/** The card as a PNG, in the packaged fonts: nothing is fetched for it. */
export async function drawPreview(content: PreviewCardContent | null, headers: Readonly<Record<string, string>> = {}): Promise<ImageResponse> {
  const fonts = await Promise.all(FONTS.map(async ({ file, weight }) => ({ name: "Geist", weight, style: "normal" as const, data: await readFile(join(process.cwd(), FONT_FOLDER, file)) })));
  return new ImageResponse(<PreviewCard content={content} />, { width: CARD_WIDTH, height: CARD_HEIGHT, fonts, headers });
}
