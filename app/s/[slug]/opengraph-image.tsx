import { beginningOf, describeKind } from "@/components/shared-page/describe-shared";
import { drawPreview } from "@/components/shared-page/draw-preview-image";
import { CARD_HEIGHT, CARD_WIDTH } from "@/components/shared-page/preview-image";
import { readSharedPeaks } from "@/lib/shares/shared-peaks";
import { openShare } from "@/lib/shares/shared-result";

export const size = { width: CARD_WIDTH, height: CARD_HEIGHT };
export const contentType = "image/png";
export const alt = "What was shared: its title, its first words and its waveform";
export const dynamic = "force-dynamic";

/** The picture of the card that chats show beside a link. It shows nothing of a share that asks for a password. */
export default async function SharedImage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const opening = await openShare(slug);
  if (opening.state === "missing") return new Response(null, { status: 404 });
  if (opening.state === "gone") return new Response(null, { status: 410 });
  const content =
    opening.state === "locked" || opening.result.hasPassword
      ? null
      : { title: opening.result.title, kind: describeKind(opening.result), words: beginningOf(opening.result), amplitudes: await readSharedPeaks(slug) };
  return drawPreview(content, { "cache-control": "no-store" });
}
