const REMOVED = "";
const PAUSE = ", ";

/**
 * What is written → what is said, in this order. Before these rules invisible characters are gone; the last of them
 * leave ASCII only. flite itself reads numbers, amounts in dollars, ordinals, abbreviations and the slash.
 */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])/gu, " and "],
  [/[\u2018\u2019\u201b\u02bc\u2032\u00b4]/gu, "'"],
  [/[\u201c\u201d\u201e\u2033\u00ab\u00bb]/gu, '"'],
  [/(?<=\d)[\u2012\u2013](?=\d)/gu, " to "],
  [/[\u2212](?=\d)/gu, "-"],
  [/[\u2010\u2011]/gu, "-"],
  [/[\u2012-\u2015\u2212]|-{2,}/gu, PAUSE],
  [/[\u2022\u00b7\u2192]|[-=]>/gu, PAUSE],
  [/\u2044/gu, "/"],
  [/°C\b/gu, " degrees Celsius"],
  [/°F\b/gu, " degrees Fahrenheit"],
  [/°/gu, " degrees "],
  [/²/gu, " squared"],
  [/³/gu, " cubed"],
  [/©/gu, " copyright "],
  [/[®™]/gu, REMOVED],
  [/×/gu, " times "],
  [/÷/gu, " divided by "],
  [/±/gu, " plus or minus "],
  [/≈/gu, " about "],
  [/≤/gu, " at most "],
  [/≥/gu, " at least "],
  [/ß/gu, "ss"],
  [/[æÆ]/gu, "ae"],
  [/[œŒ]/gu, "oe"],
  [/[øØ]/gu, "o"],
  [/[łŁ]/gu, "l"],
  [/[đĐ]/gu, "d"],
  [/[þÞðÐ]/gu, "th"],
  [/ı/gu, "i"],
  [/€(\d[\d.,]*\d|\d)/gu, "$1 euros"],
  [/£(\d[\d.,]*\d|\d)/gu, "$1 pounds"],
  [/¥(\d[\d.,]*\d|\d)/gu, "$1 yen"],
  [/€/gu, " euros "],
  [/£/gu, " pounds "],
  [/¥/gu, " yen "],
];

/** As above, once only ASCII is left. */
const ASCII_REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^(\W*)https?:\/\//i, "$1"],
  [/#(?=\d)/g, "number "],
  [/~(?=\d)/g, "about "],
  [/[*_`#~^|]+/g, " "],
  [/&/g, " and "],
  [/@/g, " at "],
  [/\+/g, " plus "],
  [/=/g, " equals "],
  [/</g, " less than "],
  [/>/g, " greater than "],
  [/\\/g, " backslash "],
  [/^\/$/, "slash"],
  [/^%/, "percent"],
  [/\$(\d[\d.]*)k\b/gi, "$1 thousand dollars"],
  [/\$(\d[\d.]*)m\b/gi, "$1 million dollars"],
  [/\$(\d[\d.]*)bn?\b/gi, "$1 billion dollars"],
  [/\$(?!\d)/g, " dollar "],
  [/(?<=[a-z0-9])[.,;:!?]{2,}(?=[a-z0-9])/gi, PAUSE],
  [/(?<=[a-z0-9])\.(?=[A-Z][a-z])/g, PAUSE],
  [/(?<=[a-z0-9])\.(?=[a-z]{2})/gi, " dot "],
  [/(?<=\d)\.(?=\d+\.\d)|(?<=\.\d+)\.(?=\d)/g, " point "],
  [/(?<=\d),(?!\d)(?=\S)|(?<!\d),(?=[a-z0-9])/gi, PAUSE],
  [/(?<=\d):(?=[a-z])|(?<!\d):(?=[a-z0-9])/gi, PAUSE],
  [/[;!?]+(?=[a-z0-9])/gi, PAUSE],
  [/(?<=[a-z0-9])[()[\]{}"]+(?=[a-z0-9])/gi, PAUSE],
  [/[[\]{}]/g, " "],
  [/\s+/g, " "],
  [/\s+(?=[,.;:!?])/g, REMOVED],
  [/^[\s,;:.!?]+|\s+$/g, REMOVED],
  [/,(?=[,.;:!?])/g, REMOVED],
];

function replaceAll(text: string, replacements: readonly (readonly [RegExp, string])[]): string {
  return replacements.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * How one written word (no white space in it) is handed to flite: printable ASCII, single spaces, typographic
 * punctuation and accents brought to what flite reads well, other scripts and pictures left out. Empty when nothing
 * of it can be said. White space never follows a mark that ends a sentence, so that flite reads it as one utterance.
 */
export function spokenForm(written: string): string {
  const visible = written.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, REMOVED);
  const latin = replaceAll(visible, REPLACEMENTS).normalize("NFKD").replace(/\p{M}/gu, REMOVED);
  const ascii = latin.replaceAll("\u2044", "/").replace(/[^\x20-\x7e]+/g, " ");
  // flite takes a run of marks alone, or a mark that ends a sentence, for the end of what it has to read.
  const runs = replaceAll(ascii, ASCII_REPLACEMENTS)
    .split(" ")
    .filter((run) => /[a-z0-9]/i.test(run));
  return runs.map((run, index) => (index === runs.length - 1 ? run : withoutSentenceEnd(run))).join(" ");
}

function withoutSentenceEnd(run: string): string {
  let end = run.length;
  while (end > 0 && !/[a-z0-9]/i.test(run.charAt(end - 1))) end -= 1;
  return /[.:!?]/.test(run.slice(end)) ? `${run.slice(0, end)},` : run;
}

/** True for a mark that stands between words as a pause, such as a dash on its own. */
export function isPauseMark(written: string): boolean {
  return /^[-\u2010-\u2015\u2212]+$/u.test(written);
}
