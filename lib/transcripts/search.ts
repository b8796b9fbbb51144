import { foldCharacter } from "@/lib/transcripts/fold";
import type { Transcript } from "@/lib/transcripts/transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { wordAt } from "@/lib/transcripts/word-timing";

/** Where a query is found: UTF-16 offsets in `transcriptText`, `end` exclusive, and the index of the word it begins in. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly word: number;
}

interface FoldedText {
  readonly text: string;
  /** For each place in `text`, where the character it comes from begins and ends, its marks included. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

interface SearchIndex extends FoldedText {
  readonly wordOffsets: Int32Array;
}

/** Folding 100,000 words takes as long as thousands of searches; a transcript never changes. */
const indices = new WeakMap<Transcript, SearchIndex>();

/**
 * Finds a query in the text, across words, in order and without overlaps. Case, accents, typographic quotes and invisible
 * characters do not count, and any white space is one space. A query of nothing else finds nothing. The first search folds
 * the text; those after it in the same transcript object are quick enough for every keystroke.
 */
export function findMatches(transcript: Transcript, query: string): Match[] {
  const needle = foldText(query).text.trim();
  if (needle === "") return [];
  const index = indexOf(transcript);
  const matches: Match[] = [];
  let reached = 0;
  for (let found = index.text.indexOf(needle); found !== -1; found = index.text.indexOf(needle, found + needle.length)) {
    const start = index.starts[found] ?? 0;
    if (start < reached) continue;
    reached = index.ends[found + needle.length - 1] ?? start;
    matches.push({ start, end: reached, word: Math.max(0, wordAt(index.wordOffsets, start)) });
  }
  return matches;
}

/** Does for a transcript what its first search would have to wait for. */
export function prepareSearch(transcript: Transcript): void {
  indexOf(transcript);
}

function indexOf(transcript: Transcript): SearchIndex {
  const known = indices.get(transcript);
  if (known !== undefined) return known;
  const index = { ...foldText(transcriptText(transcript)), wordOffsets: wordOffsets(transcript) };
  indices.set(transcript, index);
  return index;
}

function wordOffsets(transcript: Transcript): Int32Array {
  const offsets = new Int32Array(transcript.words.length);
  let offset = transcript.before.length;
  transcript.words.forEach((word, index) => {
    offsets[index] = offset;
    offset += word.text.length + word.after.length;
  });
  return offsets;
}

/** White space with what cannot be seen in it, or a character with the marks that follow it. */
const CLUSTER = /\s[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*|[^\s\p{M}]\p{M}*|\p{M}+/uy;
const BEGINS_WITH_SPACE = /^\s/u;
const ACCENTS = /(?![\u3099\u309a])(?=\p{M})\p{Diacritic}/gu;
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
/** Letters that Unicode does not decompose and people type without their stroke. */
const STROKED = new Map([["ø", "o"], ["ł", "l"], ["đ", "d"], ["ħ", "h"], ["ŧ", "t"], ["æ", "ae"], ["œ", "oe"]]);

/** Accents and points go; the marks that make another sound of a Japanese syllable are none, and are composed again. */
function foldCluster(cluster: string): string {
  const folded = foldCharacter(cluster).replace(ACCENTS, "").replace(INVISIBLE, "").normalize("NFC");
  return STROKED.get(folded) ?? folded;
}

function foldText(text: string): FoldedText {
  const folded = new FoldedUnits(text.length);
  for (let start = 0, end = 0; start < text.length; start = end) {
    const unit = text.charCodeAt(start);
    const kind = kindOf(unit);
    const next = start + 1 < text.length ? kindOf(text.charCodeAt(start + 1)) : LETTER;
    // A pattern takes ten times as long: it is asked where there is more to a cluster than a letter or a space.
    if ((kind === LETTER && next !== OTHER) || (kind === SPACE && next === LETTER)) {
      end = start + 1;
      const alone = foldedUnits[unit] ?? 0;
      if (alone !== 0) folded.add(alone, start, end);
      else folded.addAll(foldCluster(text.charAt(start)), start, end);
    } else {
      CLUSTER.lastIndex = start;
      const [cluster = ""] = CLUSTER.exec(text) ?? [];
      end = start + cluster.length;
      folded.addAll(BEGINS_WITH_SPACE.test(cluster) ? " " : foldCluster(cluster), start, end);
    }
  }
  return folded.all();
}

/** Text that is being folded. In columns of numbers: a string and a pair of places for each character would be collected for longer than all is folded. */
class FoldedUnits {
  #units: Uint16Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #length = 0;

  constructor(expected: number) {
    this.#units = new Uint16Array(expected);
    this.#starts = new Int32Array(expected);
    this.#ends = new Int32Array(expected);
  }

  add(unit: number, start: number, end: number): void {
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length += 1;
  }

  addAll(part: string, start: number, end: number): void {
    for (let place = 0; place < part.length; place += 1) this.add(part.charCodeAt(place), start, end);
  }

  all(): FoldedText {
    let text = "";
    for (let from = 0; from < this.#length; from += CHUNK) text += String.fromCharCode(...this.#units.subarray(from, Math.min(from + CHUNK, this.#length)));
    return { text, starts: this.#starts.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#length) };
  }

  #grow(): void {
    const [units, starts, ends] = [this.#units, this.#starts, this.#ends];
    const size = units.length * 2 + 16;
    this.#units = new Uint16Array(size);
    this.#starts = new Int32Array(size);
    this.#ends = new Int32Array(size);
    this.#units.set(units);
    this.#starts.set(starts);
    this.#ends.set(ends);
  }
}

/** So many arguments every engine takes. */
const CHUNK = 8_192;

const [UNKNOWN, LETTER, SPACE, OTHER] = [0, 1, 2, 3];
const STANDS_ALONE = /^[^\s\p{M}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]$/u;
/** By UTF-16 unit. */
const kinds = new Uint8Array(0x10000);
/** What units that stand alone are folded to, where that is one unit; 0 where it is not, or not known yet. */
const foldedUnits = new Uint16Array(0x10000);

/** What a UTF-16 unit is: something that is no mark and seen by itself, white space, or anything else. */
function kindOf(unit: number): number {
  const known = kinds[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const character = String.fromCharCode(unit);
  const kind = STANDS_ALONE.test(character) ? LETTER : BEGINS_WITH_SPACE.test(character) ? SPACE : OTHER;
  const folded = kind === LETTER ? foldCluster(character) : " ";
  if (kind !== OTHER && folded.length === 1) foldedUnits[unit] = folded.charCodeAt(0);
  kinds[unit] = kind;
  return kind;
}
