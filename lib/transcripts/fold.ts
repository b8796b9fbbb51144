const CURLY = new Map([["‘", "'"], ["’", "'"], ["“", '"'], ["”", '"'], ["‐", "-"], ["‑", "-"], ["–", "-"], ["—", "-"]]);

/**
 * A character as it is compared: without case (ß as ss), typographic quotes and dashes as plain ones, compatibility forms
 * (ﬁ, full width, Hangul syllables) and accents decomposed. May be several characters.
 */
export function foldCharacter(character: string): string {
  return CURLY.get(character) ?? character.normalize("NFKD").toUpperCase().toLowerCase();
}
