import type { SpokenWord } from "./word-times";

/** A word or what stands between two, as the document has it; times in seconds. */
interface ResultWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly type: "word" | "spacing";
  readonly speaker_id?: string;
}

/** `resultObject` of a speech-to-text task, as the document has it. */
export interface ResultObject {
  readonly language_code: "eng";
  /** Null when the client did not say that it is English: this engine takes everything for English, and cannot tell. */
  readonly language_probability: 1 | null;
  readonly words: readonly ResultWord[];
  readonly text: string;
}

/** Puts the words into the document's form, with spacing between them; `speakers` has the number of each word's speaker. */
export function toResultObject(words: readonly SpokenWord[], speakers: readonly number[] | null, { isKnownEnglish }: { isKnownEnglish: boolean }): ResultObject {
  const result: ResultWord[] = [];
  for (const [index, { text, startMs, endMs }] of words.entries()) {
    const before = result.at(-1);
    const speaker = speakers?.[index];
    const start = startMs / 1000;
    if (before !== undefined) result.push({ ...before, text: " ", start: before.end, end: start, type: "spacing" });
    result.push({ text, start, end: endMs / 1000, type: "word", ...(speaker === undefined ? {} : { speaker_id: `speaker_${speaker}` }) });
  }
  return {
    language_code: "eng",
    language_probability: isKnownEnglish ? 1 : null,
    words: result,
    text: words.map(({ text }) => text).join(" "),
  };
}
