import { FRAME_MS, type Segment } from "./speech-segments";

/** A recognized word. Milliseconds from the start of the recording. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** `<s>`, `<sil>`, `[NOISE]`, `++UM++`: what is heard and is no word. */
const FILLER = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;
/** The second and further pronunciations of a word are numbered: `and(2)`. */
const ALTERNATE = /\(\d+\)$/;

/**
 * Reads the CTM lines of PocketSphinx, `segment channel start duration word probability` with seconds from the start of
 * the segment, whose name is its place in `segments`. Gives the words of each segment, in order, without overlap and
 * within it; lines that are none of this are passed over.
 */
export function parseWordTimes(ctm: string, segments: readonly Segment[]): SpokenWord[][] {
  const words = segments.map((): SpokenWord[] => []);
  for (const line of ctm.split("\n")) {
    const [name = "", , start = "", duration = "", text = ""] = line.trim().split(/\s+/);
    const segment = segments[Number(name)];
    const spoken = words[Number(name)];
    const word = text.replace(ALTERNATE, "");
    const offsetMs = Math.round(Number(start) * 1000);
    const lengthMs = Math.round(Number(duration) * 1000);
    if (segment === undefined || spoken === undefined || word === "" || FILLER.test(word)) continue;
    if (!Number.isFinite(offsetMs) || !Number.isFinite(lengthMs)) continue;
    const startMs = Math.max(segment.start * FRAME_MS + offsetMs, spoken.at(-1)?.endMs ?? 0);
    // The duration goes to the start of the last frame.
    const endMs = Math.min(segment.start * FRAME_MS + offsetMs + lengthMs + FRAME_MS, segment.end * FRAME_MS);
    if (endMs > startMs) spoken.push({ text: word, startMs, endMs });
  }
  return words;
}
