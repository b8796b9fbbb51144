/**
 * Mutants that no test can tell from the code, with the reason.
 *
 * @typedef {object} Equivalent
 * @property {string} file
 * @property {string} reason
 * @property {[line: string, original: string, replacement: string][]} mutants the line that it begins in, without indentation, what of the code is replaced, and by what
 */

const IN_RANGE = "The index is always within the list: ?. and what stands in for undefined are for the compiler.";

/** @type {Equivalent[]} */
export const EQUIVALENTS = [
  {
    file: "lib/media/range.ts",
    reason: "Both groups may be empty, but are always part of a match: the defaults are for the compiler.",
    mutants: [['const [, first = "", last = ""] = match;', '""', '"Stryker was here!"']],
  },
  {
    file: "lib/kie/signature.ts",
    reason: "The pattern refuses what null is as a text, too; this is for the compiler.",
    mutants: [['if (timestamp === null || signature === null || key === "" || !/^\\d{1,12}$/.test(timestamp)) return false;', "timestamp === null", "false"]],
  },
  {
    file: "lib/speech/schema.ts",
    reason: "A request with another model was refused before this is checked; this is for the compiler.",
    mutants: [['if (model !== undefined && !model.acceptsLanguage && context.value.languageCode !== "") {', "model !== undefined", "true"]],
  },
  {
    file: "lib/transcripts/turns.ts",
    reason: IN_RANGE,
    mutants: [
      ["turns.push({ speaker, startMs: words[from]?.startMs ?? 0, endMs: words[end - 1]?.endMs ?? 0, from, to: end });", "words[from]?.startMs", "words[from].startMs"],
      ["turns.push({ speaker, startMs: words[from]?.startMs ?? 0, endMs: words[end - 1]?.endMs ?? 0, from, to: end });", "words[end - 1]?.endMs", "words[end - 1].endMs"],
      ["const startMs = words[from]?.startMs ?? 0;", "words[from]?.startMs", "words[from].startMs"],
      ["while (most < to && most - from < MOST_WORDS && (words[most]?.endMs ?? 0) - startMs <= LONGEST_TURN_MS) most += 1;", "words[most]?.endMs", "words[most].endMs"],
      ["byWords ? index - from > MOST_WORDS * BREAK_AFTER : (words[index]?.startMs ?? 0) - startMs > LONGEST_TURN_MS * BREAK_AFTER;", "words[index]?.startMs", "words[index].startMs"],
      ["if (before === undefined || endsSentence(before.text)) return index;", "before === undefined", "false"],
      ["const pause = (words[index]?.startMs ?? 0) - before.endMs;", "words[index]?.startMs", "words[index].startMs"],
    ],
  },
  {
    file: "lib/transcripts/turns.ts",
    reason: "Two thirds of 500 words are no whole number, so that no index is it.",
    mutants: [["byWords ? index - from > MOST_WORDS * BREAK_AFTER : (words[index]?.startMs ?? 0) - startMs > LONGEST_TURN_MS * BREAK_AFTER;", "index - from > MOST_WORDS * BREAK_AFTER", "index - from >= MOST_WORDS * BREAK_AFTER"]],
  },
];
