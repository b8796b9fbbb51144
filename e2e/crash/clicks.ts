import { toneWav } from "../fake-vendor/audio";
import { Draws } from "../fake-vendor/draws";

const VOICES = ["Rachel", "Aria", "Bill"];
const WORDS = ["river", "lantern", "orchard", "copper", "window", "thunder", "paper", "garden", "silver", "harbour"];

/** A press of "Generate speech" or "Compare voices". */
interface SpeechClick {
  readonly kind: "speech";
  readonly input: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[];
}

/** A press of "Transcribe" with one file. */
export interface TranscriptionClick {
  readonly kind: "transcription";
  readonly runId: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  /** Also its language code, by which the vendor tells it from others. */
  readonly labels: readonly [string];
  /** Whether "Transcribe" is pressed before the file is there. */
  readonly early: boolean;
}

/** What somebody asks for with one press; `labels` names the tasks that it is to make, as the vendor's counts do. */
export type Click = (SpeechClick | TranscriptionClick) & {
  /** Whether it is sent twice at once, as by an impatient hand. */
  readonly doubled: boolean;
  /** Whether it is cancelled as soon as it was answered. */
  readonly cancelled: boolean;
};

/** The `index`th click of a run: of either kind, each with words of its own. */
export function drawClick(seed: number, index: number): Click {
  const draws = new Draws(seed, "click", index);
  const words = Array.from({ length: draws.between(4, 20) }, () => WORDS[draws.between(0, WORDS.length - 1)]).join(" ");
  const text = `Click ${seed}-${index}: ${words}.`;
  const shared = { doubled: draws.next() < 0.15, cancelled: draws.next() < 0.06 };
  if (draws.next() < 0.35) {
    return {
      ...shared,
      kind: "transcription",
      runId: `press-of-${seed}-${index}`,
      fileName: `recording ${seed}-${index}.wav`,
      bytes: toneWav(text),
      labels: [`click-${seed}-${index}`],
      early: draws.next() < 0.5,
    };
  }
  const voices = VOICES.slice(0, draws.next() < 0.2 ? 2 : 1);
  return {
    ...shared,
    kind: "speech",
    input: { runId: `press-of-${seed}-${index}`, text, voices, timestamps: draws.next() < 0.5 },
    labels: voices.map((voice) => `${text} (${voice})`),
  };
}
