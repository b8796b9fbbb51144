/** What the packaged font has of Latin and Cyrillic letters, figures and punctuation; the few of these that are also emoji are left out. */
const UNDRAWABLE =
  /[^\u0020-\u007e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0400-\u045f\u0490-\u0493\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]+/gu;

/**
 * What of a text can be drawn with the packaged font: for any other character the drawing library would ask the internet for a font or a
 * picture. Null where too little is left to make sense of.
 */
export function drawableText(text: string): string | null {
  const whole = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  const drawable = whole.replace(UNDRAWABLE, " ").replace(/ +/gu, " ").trim();
  const letters = (of: string) => of.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters(drawable) === 0 || letters(drawable) < letters(whole) / 2 ? null : drawable;
}
