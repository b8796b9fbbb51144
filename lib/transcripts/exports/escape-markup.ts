/** A text as XML and WebVTT show it, with `&`, `<` and `>` as references. Not enough for attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
