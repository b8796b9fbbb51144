/** A character of a script written without spaces between words, or of the wide punctuation that goes with it. */
const SPACELESS =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\u3000-\\u303f\\u30fb-\\u30fe\\uff01-\\uff65]";
const ANY = new RegExp(SPACELESS, "u");
const FIRST = new RegExp(`^${SPACELESS}`, "u");
/** More than any letter with its marks takes, in UTF-16 units. */
const EDGE = 32;
const LAST = new RegExp(`${SPACELESS}\\p{M}*$`, "u");

/** Whether a text holds a character of a script that puts no spaces between words (Chinese, Japanese, Thai, …). */
export function hasSpacelessScript(text: string): boolean {
  return ANY.test(text);
}

/** Whether no space is due between two neighbouring words, since one of them is of a script without spaces at that edge. */
export function meetWithoutSpace(word: string, next: string): boolean {
  return LAST.test(word.slice(-EDGE)) || FIRST.test(next);
}
