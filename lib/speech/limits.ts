import { DEFAULT_LOCALE, formatsFor } from "@/lib/locale/formats";

/** The ranges of the text-to-speech document's form. Lengths count UTF-16 units after line ends are LF. */
export const TEXT_MAX_LENGTH = 5000;
export const CONTEXT_MAX_LENGTH = 5000;
export const LANGUAGE_CODE_MAX_LENGTH = 500;
/** Ours: the document names no limit for a voice; real voice ids have 20 characters. */
export const VOICE_MAX_LENGTH = 100;
/** Ours: how many takes one "Compare voices" may make. */
export const COMPARISON_MAX_VOICES = 21;

/** A numeric setting of the document, with what moving it does in the vendor's meaning. */
export interface NumberSetting {
  readonly name: "stability" | "similarityBoost" | "style" | "speed";
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The document's example, which is what the form starts with. */
  readonly initial: number;
  readonly low: string;
  readonly high: string;
}

export const NUMBER_SETTINGS = {
  stability: { name: "stability", label: "Stability", min: 0, max: 1, step: 0.01, initial: 0.5, low: "More varied", high: "More even" },
  similarityBoost: { name: "similarityBoost", label: "Similarity boost", min: 0, max: 1, step: 0.01, initial: 0.75, low: "Freer", high: "Closer to the voice" },
  style: { name: "style", label: "Style exaggeration", min: 0, max: 1, step: 0.01, initial: 0, low: "Plain", high: "Exaggerated" },
  speed: { name: "speed", label: "Speed", min: 0.7, max: 1.2, step: 0.01, initial: 1, low: "Slower", high: "Faster" },
} as const satisfies Record<string, NumberSetting>;

/** The numeric settings in the order of the document. */
export const NUMBER_SETTING_LIST: readonly NumberSetting[] = Object.values(NUMBER_SETTINGS);

/** Line ends as LF, which is how text is counted, kept and sent: browsers post a textarea's as CRLF. */
export function normaliseLineEnds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Whether `value` is a step of 0.01, up to the noise of binary fractions. */
export function isOnGrid(value: number): boolean {
  return Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
}

/** The nearest step of 0.01 as the shortest number that says it: 0.7, not 0.7000000000000001. */
export function toGrid(value: number): number {
  // Adding 0 makes a plain zero of -0.
  return Math.round(value * 100) / 100 + 0;
}

/** The sentence for a text that is over its limit, the same in the form and on the wire; a form has its numbers in the reader's locale. */
export function tooLong(label: string, length: number, maxLength: number, formats = formatsFor(DEFAULT_LOCALE)): string {
  const over = length - maxLength;
  return `${label} has ${formats.count(length)} characters. Shorten it by ${formats.count(over)}: the limit is ${formats.count(maxLength)}.`;
}
