import { firstGraphemes } from "@/lib/speech/graphemes";
import { placeInWhole } from "@/lib/transcripts/speakers";
import type { Transcript } from "@/lib/transcripts/transcript";

/** How a speaker is told from others at a glance: by colour, by the shape of the badge, and by what is written in it. */
export interface SpeakerLook {
  /** A CSS variable. */
  readonly color: SpeakerColor;
  readonly shape: "circle" | "square" | "diamond" | "hexagon";
}

const COLOR_COUNT = 8;
const SHAPES = ["circle", "square", "diamond", "hexagon"] as const;
type SpeakerColor = `--color-speaker-${number}`;

/** The look of a speaker by the order of first speech in the whole: eight colours, then the same colours in another shape. */
export function speakerLook(transcript: Transcript, speaker: number): SpeakerLook {
  const place = placeInWhole(transcript, speaker);
  return { color: `--color-speaker-${(place % COLOR_COUNT) + 1}`, shape: SHAPES[Math.floor(place / COLOR_COUNT) % SHAPES.length] ?? "circle" };
}

/** The lines that the waveform has for speakers, one for each colour that they have, and for each speaker the line. */
export function speakerLanes(transcript: Transcript): { readonly colors: readonly SpeakerColor[]; readonly lanes: readonly number[] } {
  const colorOfEach = transcript.speakerIds.map((_, speaker) => speakerLook(transcript, speaker).color);
  const colors = [...new Set(colorOfEach)];
  return { colors, lanes: colorOfEach.map((color) => colors.indexOf(color)) };
}

/** At most two characters for a name: the number of a speaker without a name ("Speaker 12"), else its first letters. */
export function initialsOf(name: string): string {
  const number = /^Speaker (\d{1,2})$/.exec(name)?.[1];
  if (number !== undefined) return number;
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => firstGraphemes(word ?? "", 1)).join("").toUpperCase();
}
