import type { ShareView } from "@/lib/shares/schema";
import { escapeMarkup } from "@/lib/transcripts/exports/escape-markup";

/** The player in a frame of 320 px and more, for fingers too, with its last line broken in two: nothing of it is cut off. */
const HEIGHT_PX = 256;

/** Whether a share has a player for other pages: one with a password is shown in none, and without its audio there is nothing to play. */
export function isEmbeddable({ state, hasPassword, includes }: Pick<ShareView, "state" | "hasPassword" | "includes">): boolean {
  return state === "open" && !hasPassword && includes.audio;
}

/** The HTML that shows the player of a share in another page; `address` is that of the share's own page. */
export function embedCode(address: string, title: string): string {
  return `<iframe src="${escapeAttribute(`${address}/embed`)}" title="${escapeAttribute(title)}" width="100%" height="${HEIGHT_PX}" style="border: 0" loading="lazy"></iframe>`;
}

/** A text as HTML has it between double quotes. */
function escapeAttribute(text: string): string {
  return escapeMarkup(text).replaceAll('"', "&quot;");
}
