import { firstGraphemes } from "@/lib/speech/graphemes";

/** How a speaker is told from others at a glance: by colour, by the shape of the badge, and by what is written in it. */
export interface SpeakerLook {
  /** A CSS variable. */
  readonly color: SpeakerColor;
  readonly shape: "circle" | "square" | "diamond" | "hexagon";
}

const COLOR_COUNT = 8;
const SHAPES = ["circle", "square", "diamond", "hexagon"] as const;
export type SpeakerColor = `--color-speaker-${number}`;

/** The look of a speaker by the order of first speech: eight colours, then the same colours in another shape. */
export function speakerLook(speaker: number): SpeakerLook {
  return { color: speakerColor(speaker), shape: SHAPES[Math.floor(speaker / COLOR_COUNT) % SHAPES.length] ?? "circle" };
}

/** The CSS variable of a speaker's colour. */
export function speakerColor(speaker: number): SpeakerColor {
  return `--color-speaker-${(speaker % COLOR_COUNT) + 1}`;
}

/** What the waveform has lines for: as many as there are speakers, at most one for each colour. */
export function laneCount(speakerCount: number): number {
  return Math.min(speakerCount, COLOR_COUNT);
}

/** At most two characters for a name: the number of a speaker without a name ("Speaker 12"), else its first letters. */
export function initialsOf(name: string): string {
  const number = /^Speaker (\d{1,2})$/.exec(name)?.[1];
  if (number !== undefined) return number;
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => firstGraphemes(word ?? "", 1)).join("").toUpperCase();
}
