import { isJsonObject, type JsonObject } from "@/lib/kie/envelope";

/** A spoken word and when, in integer milliseconds. */
export interface WordTiming {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Deeper than any answer seen; bounds the walk through a hostile one. */
const MAX_DEPTH = 12;

function msOf(seconds: unknown): number | null {
  const ms = typeof seconds === "number" ? Math.round(seconds * 1000) : Number.NaN;
  return Number.isSafeInteger(ms) && ms >= 0 ? ms : null;
}

function timed(text: string, start: unknown, end: unknown): WordTiming | null {
  const startMs = msOf(start);
  if (startMs === null || text.trim() === "") return null;
  return { text: text.trim(), startMs, endMs: Math.max(startMs, msOf(end) ?? startMs) };
}

/** A word of a per-word list, `{text|word,start,end}` in seconds. Sentences that list words of their own are none. */
function wordOf(item: unknown): WordTiming | null {
  if (!isJsonObject(item) || Array.isArray(item["words"])) return null;
  const text = item["text"] ?? item["word"];
  return typeof text === "string" ? timed(text, item["start"], item["end"]) : null;
}

/** The words of an ElevenLabs alignment, whose characters and times are parallel lists; whitespace parts the words. */
function alignedWords(item: JsonObject): WordTiming[] {
  const characters = item["characters"];
  const starts = item["character_start_times_seconds"];
  const ends = item["character_end_times_seconds"];
  if (!Array.isArray(characters) || !Array.isArray(starts) || !Array.isArray(ends)) return [];
  const words: WordTiming[] = [];
  let [text, start, end]: [string, unknown, unknown] = ["", null, null];
  const finish = () => {
    const word = timed(text, start, end);
    if (word !== null) words.push(word);
    [text, start, end] = ["", null, null];
  };
  (characters as unknown[]).forEach((character, index) => {
    if (typeof character !== "string") return;
    if (character.trim() === "") {
      finish();
      return;
    }
    text += character;
    start ??= starts[index];
    end = ends[index] ?? end;
  });
  finish();
  return words;
}

type Found = Record<"list" | "alignment" | "normalized", Map<string, WordTiming[]>>;

function add(group: Map<string, WordTiming[]>, path: string, words: readonly WordTiming[]): void {
  if (words.length === 0) return;
  const known = group.get(path);
  if (known === undefined) group.set(path, [...words]);
  else for (const word of words) known.push(word);
}

function collect(value: unknown, path: string, depth: number, found: Found): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    add(found.list, path, value.map(wordOf).filter((word) => word !== null));
    for (const item of value) collect(item, `${path}*`, depth + 1, found);
  } else if (isJsonObject(value)) {
    add(/normalized[^/]*$/.test(path) ? found.normalized : found.alignment, path, alignedWords(value));
    for (const [key, item] of Object.entries(value)) collect(item, `${path}/${key}`, depth + 1, found);
  }
}

/**
 * The word timings in a result, wherever they sit: a per-word list before an alignment, an alignment of the text as
 * given before the normalized one. Parts of one list (one for each sentence, say) are joined. Null when there are none.
 */
export function findWordTimings(result: JsonObject): readonly WordTiming[] | null {
  const found: Found = { list: new Map(), alignment: new Map(), normalized: new Map() };
  collect(result, "", 0, found);
  for (const group of [found.list, found.alignment, found.normalized]) {
    const [words] = group.values();
    if (words !== undefined) return words;
  }
  return null;
}
