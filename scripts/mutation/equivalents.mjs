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
  {
    file: "lib/transcripts/cues.ts",
    reason: IN_RANGE,
    mutants: [
      ["cues.push({ startMs: words[from]?.startMs ?? 0, endMs: words[to - 1]?.endMs ?? 0, speaker: turn.speaker, from, to, lines });", "words[from]?.startMs", "words[from].startMs"],
      ["cues.push({ startMs: words[from]?.startMs ?? 0, endMs: words[to - 1]?.endMs ?? 0, speaker: turn.speaker, from, to, lines });", "words[to - 1]?.endMs", "words[to - 1].endMs"],
      ["const startMs = words[from]?.startMs ?? 0;", "words[from]?.startMs", "words[from].startMs"],
      ["if (word === undefined || word.startMs - (words[most - 1]?.endMs ?? 0) >= limits.pauseMs) break;", "word === undefined", "false"],
      ["if (word === undefined || word.startMs - (words[most - 1]?.endMs ?? 0) >= limits.pauseMs) break;", "words[most - 1]?.endMs", "words[most - 1].endMs"],
      ["length += pieces[end - 1]?.text.length ?? 0;", "pieces[end - 1]?.text", "pieces[end - 1].text"],
      ['const text = words[end - 1]?.text ?? "";', "words[end - 1]?.text", "words[end - 1].text"],
      ['const text = words[end - 1]?.text ?? "";', '""', '"Stryker was here!"'],
      ["if (pieces[end - 1]?.gluedToNext === true) return -1;", "pieces[end - 1]?.gluedToNext", "pieces[end - 1].gluedToNext"],
      ["return (words[end]?.startMs ?? 0) - (words[end - 1]?.endMs ?? 0) >= SHORT_PAUSE_MS ? 0.3 : 0;", "words[end]?.startMs", "words[end].startMs"],
      ["return (words[end]?.startMs ?? 0) - (words[end - 1]?.endMs ?? 0) >= SHORT_PAUSE_MS ? 0.3 : 0;", "words[end - 1]?.endMs", "words[end - 1].endMs"],
    ],
  },
  {
    file: "lib/transcripts/cue-lines.ts",
    reason: "Lines of the full width are what is given after the loop, too.",
    mutants: [
      ['for (let width = Math.ceil(fewest.join("").length / fewest.length); width < lineLength; width += 1) {', "width < lineLength", "width <= lineLength"],
    ],
  },
  {
    file: "lib/transcripts/cue-lines.ts",
    reason: "Nothing is glued to a piece that is not there, whatever text stands in for the two.",
    mutants: [
      ['const text = last === undefined ? "" : last.text + (last.spaceAfter ? " " : "") + piece.text;', '""', '"Stryker was here!"'],
    ],
  },
  {
    file: "lib/transcripts/normalise-times.ts",
    reason: IN_RANGE,
    mutants: [
      ["if ((words[ends[middle] ?? 0]?.startMs ?? 0) <= startMs) low = middle + 1;", "words[ends[middle] ?? 0]?.startMs", "words[ends[middle] ?? 0].startMs"],
      ["for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) believed[index] = words[index]?.startMs ?? null;", "-1", "+1"],
      ["for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) believed[index] = words[index]?.startMs ?? null;", "words[index]?.startMs", "words[index].startMs"],
      ["free = Math.max(clamp(start, latest), clamp(words[index]?.endMs ?? start, latest));", "words[index]?.endMs", "words[index].endMs"],
    ],
  },
  {
    file: "lib/transcripts/normalise-times.ts",
    reason: "The first word, where it is believed, fits where it begins also among those that are not: nothing is before it, and what follows begins no earlier.",
    mutants: [
      ["for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) believed[index] = words[index]?.startMs ?? null;", "index >= 0", "index > 0"],
    ],
  },
  {
    file: "lib/kie/word-timings.ts",
    reason: "Paths are compared with one another alone, and their ends are looked at: what all begin with is nothing to either.",
    mutants: [
      ['collect(result, "", 0, found);', '""', '"Stryker was here!"'],
    ],
  },
  {
    file: "lib/transcripts/word-timing.ts",
    reason: "No letter and no word stand behind the text, one place or two.",
    mutants: [
      ["while (index < text.length && !isLetterAt(text, index)) index += 1;", "index < text.length", "index <= text.length"],
    ],
  },
  {
    file: "lib/kie/answers.ts",
    reason: "What null is as a text is no address; this is for the compiler.",
    mutants: [['const fileUrl = [data["downloadUrl"], data["fileUrl"]].map(textOf).find((link) => link !== null && URL.canParse(link)) ?? null;', "link !== null", "true"]],
  },
  {
    file: "lib/kie/codes.ts",
    reason: "What null is as a text is no number; this is for the compiler.",
    mutants: [["const vendorCode = failCode !== null && /^\\d{1,6}$/.test(failCode) ? Number(failCode) : null;", "failCode !== null", "true"]],
  },
  {
    file: "lib/kie/codes.ts",
    reason: "No code is known by what null is as a text; this is for the compiler.",
    mutants: [["if (vendorCode !== null && isKnown(vendorCode)) return failureFromCode(vendorCode, failMessage);", "vendorCode !== null", "true"]],
  },
  {
    file: "lib/kie/envelope.ts",
    reason: "A function that ends without a value gives undefined; said for the reader and the compiler.",
    mutants: [["} catch {", "{\n    return undefined;\n  }", "{}"]],
  },
  {
    file: "lib/kie/envelope.ts",
    reason: "Number.isFinite is false of everything but numbers; this is for the compiler.",
    mutants: [['return typeof value === "number" && Number.isFinite(value) ? value : null;', 'typeof value === "number"', "true"]],
  },
  {
    file: "lib/kie/record.ts",
    reason: "Null is not below 0 and given as it is; this is for the compiler.",
    mutants: [["return credits === null || credits < 0 ? null : credits;", "credits === null", "false"]],
  },
];
