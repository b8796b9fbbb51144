import { isPauseMark, spokenForm } from "./spoken-form";

/** A part of a passage that belongs to one written word, in the form that flite reads. */
interface SpokenPiece {
  /** Into `Reading.words`. */
  readonly wordIndex: number;
  readonly spoken: string;
}

/** What flite reads in one go. */
export interface Passage {
  readonly pieces: readonly SpokenPiece[];
  /** True when a paragraph ends here, which asks for a longer pause than flite makes itself. */
  readonly endsParagraph: boolean;
}

/** A text made ready for flite. */
export interface Reading {
  /** Every word as it was written. Joined by single spaces they are the text with its white space collapsed. */
  readonly words: readonly string[];
  readonly passages: readonly Passage[];
}

/** Keeps the time of one call of flite, and its memory, small. */
const MAXIMUM_PASSAGE_LENGTH = 300;
const MAXIMUM_PIECE_LENGTH = 100;
const MAXIMUM_RUN_LENGTH = 50;

type Break = "none" | "comma" | "sentence" | "line" | "paragraph";

interface Unit extends SpokenPiece {
  breakAfter: Break;
}

/**
 * Divides a text into written words and into passages of at most 300 characters for flite: whole sentences where they
 * fit, else divided after a comma, else between words. What cannot be said (pictures, other scripts, loose
 * punctuation) stays with the word before it, or the first word. Without anything that can be said there are no
 * words and no passages.
 */
export function planReading(text: string): Reading {
  const words: string[] = [];
  const units: Unit[] = [];
  let leading = "";
  for (const { written, breakAfter } of writtenWords(text)) {
    const spoken = spokenForm(written);
    const previous = units.at(-1);
    if (spoken !== "") {
      words.push(leading + written);
      leading = "";
      for (const piece of divide(spoken)) {
        units.push({ wordIndex: words.length - 1, spoken: piece, breakAfter: "none" });
      }
    } else if (previous === undefined) {
      leading += `${written} `;
      continue;
    } else {
      words.push(`${words.pop() ?? ""} ${written}`);
      if (isPauseMark(written) && /[a-z0-9]$/i.test(previous.spoken)) {
        units[units.length - 1] = { ...previous, spoken: `${previous.spoken},`, breakAfter: "comma" };
      }
    }
    const last = units.at(-1);
    if (last !== undefined && breakAfter !== "none") last.breakAfter = breakAfter;
  }
  return { words, passages: composePassages(units) };
}

function* writtenWords(text: string): Generator<{ written: string; breakAfter: Break }> {
  const matches = [...text.matchAll(/(\S+)(\s*)/g)];
  for (const [index, match] of matches.entries()) {
    const written = match[1] ?? "";
    const next = matches[index + 1]?.[1];
    yield { written, breakAfter: next === undefined ? "paragraph" : breakBetween(written, match[2] ?? "", next) };
  }
}

function breakBetween(written: string, space: string, next: string): Break {
  const lineEnds = space.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
  if (lineEnds > 1) return "paragraph";
  // Prose with hard line ends goes on in lower case; lists, verses and headings don't.
  if (lineEnds === 1 && !/^\p{Ll}/u.test(next)) return "line";
  if (endsSentence(written) && /^["'“‘(\[¿¡]*[\p{Lu}\p{N}]/u.test(next)) return "sentence";
  return /[,;:–—]["'”’)\]]*$/u.test(written) ? "comma" : "none";
}

function endsSentence(written: string): boolean {
  if (/[!?…]["'”’)\]]*$/u.test(written)) return true;
  const beforeStop = /^(.*)\.["'”’)\]]*$/u.exec(written)?.[1];
  // Short words before a full stop may be abbreviations (Dr., St., vs., U.S.): the passage goes on through them.
  return beforeStop !== undefined && !beforeStop.includes(".") && beforeStop.replace(/\P{L}/gu, "").length > 3;
}

/** Pieces of at most 100 characters, and no run without a space over 50, which no word has. */
function divide(spoken: string): string[] {
  const runs = spoken.split(" ").flatMap((run) => run.match(new RegExp(`.{1,${MAXIMUM_RUN_LENGTH}}`, "g")) ?? []);
  const pieces: string[] = [];
  for (const run of runs) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + 1 + run.length > MAXIMUM_PIECE_LENGTH) pieces.push(run);
    else pieces[pieces.length - 1] = `${last} ${run}`;
  }
  return pieces.filter((piece) => /[a-z0-9]/i.test(piece));
}

function composePassages(units: readonly Unit[]): Passage[] {
  const passages: Passage[] = [];
  let start = 0;
  while (start < units.length) {
    const end = passageEnd(units, start);
    const pieces = units.slice(start, end).map(({ wordIndex, spoken }) => ({ wordIndex, spoken }));
    passages.push({ pieces, endsParagraph: units[end - 1]?.breakAfter === "paragraph" && end < units.length });
    start = end;
  }
  return passages;
}

/** One past the last unit of the passage that begins at `start`. */
function passageEnd(units: readonly Unit[], start: number): number {
  const candidates = new Map<Break, number>();
  let length = 0;
  for (let index = start; index < units.length; index += 1) {
    const unit = units[index];
    if (unit === undefined) break;
    length += unit.spoken.length + 1;
    if (length > MAXIMUM_PASSAGE_LENGTH && index > start) {
      return candidates.get("sentence") ?? candidates.get("comma") ?? index;
    }
    if (unit.breakAfter === "paragraph" || unit.breakAfter === "line") return index + 1;
    candidates.set(unit.breakAfter, index + 1);
  }
  return units.length;
}
