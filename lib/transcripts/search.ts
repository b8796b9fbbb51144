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
  readonly starts: readonly number[];
  readonly ends: readonly number[];
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
  let index = indices.get(transcript);
  if (index === undefined) {
    index = { ...foldText(transcriptText(transcript)), wordOffsets: wordOffsets(transcript) };
    indices.set(transcript, index);
  }
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

function wordOffsets(transcript: Transcript): Int32Array {
  let offset = transcript.before.length;
  return Int32Array.from(transcript.words, (word) => {
    const start = offset;
    offset += word.text.length + word.after.length;
    return start;
  });
}

/** White space with what cannot be seen in it, or a character with the marks that follow it. */
const CLUSTER = /\s[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*|[^\s\p{M}]\p{M}*|\p{M}+/gu;
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
  const known = new Map<string, string>();
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index: start } of text.matchAll(CLUSTER)) {
    let folded = known.get(cluster);
    if (folded === undefined) {
      folded = BEGINS_WITH_SPACE.test(cluster) ? " " : foldCluster(cluster);
      known.set(cluster, folded);
    }
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(start);
      ends.push(start + cluster.length);
    }
  }
  return { text: parts.join(""), starts, ends };
}
