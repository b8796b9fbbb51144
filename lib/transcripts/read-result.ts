import { isBlank } from "@/lib/transcripts/blank";
import { normaliseTimes } from "@/lib/transcripts/normalise-times";
import { beginsWithClosingMark } from "@/lib/transcripts/punctuation";
import { hasSpacelessScript, meetWithoutSpace } from "@/lib/transcripts/spaceless-scripts";
import type { Transcript, TranscriptWord, WordKind } from "@/lib/transcripts/transcript";

interface RawWord {
  readonly text: string;
  after: string;
  readonly kind: WordKind;
  readonly speakerId: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

interface RawText {
  readonly before: string;
  readonly words: readonly RawWord[];
}

/**
 * Reads the vendor's `resultObject` (speech-to-text document, "Success Callback Example"), whatever it holds, and never
 * throws. What stands before the first word and the words with what stands after each are the vendor's own text to the
 * letter; only where its words come without any spacing, that is taken from its `text`, or put where the script has
 * spaces. Without words they are made from `text`, untimed. Times are put in order by `normaliseTimes`; `durationMs` is
 * the recording's, null where it is not known.
 */
export function readTranscript(resultObject: Readonly<Record<string, unknown>>, durationMs: number | null): Transcript {
  const text = typeof resultObject["text"] === "string" ? resultObject["text"] : "";
  const listed = readWords(resultObject["words"]);
  const raw = listed.words.length === 0 ? splitText(text) : withSpacing(listed, text);
  const bound = durationMs !== null && durationMs > 0 ? Math.round(durationMs) : null;
  const times = normaliseTimes(raw.words.map((word) => ({ startMs: word.startMs, endMs: word.endMs, length: word.text.length })), bound);
  const speakers = new Map<string, number>();
  const words = raw.words.map(({ text, after, kind, speakerId }, index): TranscriptWord => {
    if (speakerId !== null && !speakers.has(speakerId)) speakers.set(speakerId, speakers.size);
    const { startMs, endMs } = times?.[index] ?? { startMs: 0, endMs: 0 };
    return { text, after, kind, startMs, endMs, speaker: speakerId === null ? null : (speakers.get(speakerId) ?? null) };
  });
  return {
    languageCode: nonEmptyString(resultObject["language_code"]),
    languageProbability: probability(resultObject["language_probability"]),
    speakerIds: [...speakers.keys()],
    before: words.length === 0 ? "" : raw.before,
    words,
    timed: times !== null,
  };
}

function nonEmptyString(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function probability(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : null;
}

/** Seconds, as a number or its digits, to milliseconds. */
function milliseconds(seconds: unknown): number | null {
  const value = typeof seconds === "string" && seconds.trim() !== "" ? Number(seconds) : seconds;
  const rounded = typeof value === "number" ? Math.round(value * 1000) : Number.NaN;
  return Number.isSafeInteger(rounded) ? rounded : null;
}

function readSpeaker(value: unknown): string | null {
  return typeof value === "number" ? String(value) : nonEmptyString(value);
}

function readText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The vendor's list, its spacing entries and the white space at words' edges moved to what stands after a word. */
function readWords(list: unknown): RawText {
  const words: RawWord[] = [];
  let before = "";
  const addSpacing = (spacing: string) => {
    const last = words.at(-1);
    if (last === undefined) before += spacing;
    else last.after += spacing;
  };
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    if (typeof item !== "object" || item === null) continue;
    const fields = item as Readonly<Record<string, unknown>>;
    const text = readText(fields["text"]);
    if (isBlank(text)) {
      addSpacing(text);
      continue;
    }
    const trimmed = text.trim();
    const lead = text.length - text.trimStart().length;
    addSpacing(text.slice(0, lead));
    words.push({
      text: trimmed,
      after: text.slice(lead + trimmed.length),
      kind: fields["type"] === "audio_event" ? "audio-event" : "word",
      speakerId: readSpeaker(fields["speaker_id"]),
      startMs: milliseconds(fields["start"]),
      endMs: milliseconds(fields["end"]),
    });
  }
  return { before, words };
}

function withSpacing(listed: RawText, text: string): RawText {
  const { words } = listed;
  if (listed.before !== "" || words.some((word) => word.after !== "")) return listed;
  return spacedAsIn(text, words) ?? { before: "", words: words.map((word, index) => ({ ...word, after: dueSpace(word.text, words[index + 1]?.text) })) };
}

/** The words with the spacing that they have in a text; null where the text is not these words in this order. */
function spacedAsIn(text: string, words: readonly RawWord[]): RawText | null {
  const space = /\s*/y;
  const gaps: string[] = [];
  const readGap = () => gaps.push(space.exec(text)?.[0] ?? "");
  readGap();
  for (const word of words) {
    if (!text.startsWith(word.text, space.lastIndex)) return null;
    space.lastIndex += word.text.length;
    readGap();
  }
  return { before: gaps[0] ?? "", words: words.map((word, index) => ({ ...word, after: gaps[index + 1] ?? "" })) };
}

function dueSpace(word: string, next: string | undefined): string {
  return next === undefined || meetWithoutSpace(word, next) || beginsWithClosingMark(next) ? "" : " ";
}

/** A text without times as words: parted at white space, and where the script has none, by the rules of Unicode. */
function splitText(text: string): RawText {
  const words: RawWord[] = [];
  let before = "";
  const add = (word: string, after: string) => words.push({ text: word, after, kind: "word", speakerId: null, startMs: null, endMs: null });
  for (const [, spelled = "", after = ""] of text.matchAll(/(\S*)(\s*)/gu)) {
    if (isBlank(spelled)) {
      const last = words.at(-1);
      if (last === undefined) before += spelled + after;
      else last.after += spelled + after;
      continue;
    }
    const parts = hasSpacelessScript(spelled) ? segmentWords(spelled) : [spelled];
    parts.forEach((part, index) => add(part, index === parts.length - 1 ? after : ""));
  }
  return { before, words };
}

/** Made at its first use: few results come without times and in a script without spaces. */
let segmenter: Intl.Segmenter | undefined;
/** Sentences, cut at 1,000 characters: the segmenter's time grows with the square of the text. */
const SENTENCES = /[^]{1,1000}?[。！？!?]|[^]{1,1000}/gu;

/** The words of a text without spaces; marks stay with the word before them, those at the beginning with the first word. */
function segmentWords(text: string): string[] {
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  const words: string[] = [];
  let lead = "";
  for (const [sentence] of text.matchAll(SENTENCES)) {
    for (const { segment, isWordLike } of segmenter.segment(sentence)) {
      if (isWordLike === true) {
        words.push(lead + segment);
        lead = "";
      } else if (words.length === 0) lead += segment;
      else words.push(`${words.pop() ?? ""}${segment}`);
    }
  }
  return words.length === 0 ? [lead] : words;
}
