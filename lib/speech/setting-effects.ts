import type { NumberSetting } from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_LANGUAGES, type SpeechModelId } from "@/lib/speech/models";

/** What a part of a setting's range does: it ends at `upTo`, which belongs to it, and begins after the one before. */
interface Band {
  readonly upTo: number;
  readonly effect: string;
}

type Bands = Readonly<Record<NumberSetting["name"], readonly Band[]>>;

/**
 * What ElevenLabs' documents say of its settings: low stability has a broader range of emotion and more chance, high stability is
 * monotonous; similarity is closeness to the recorded voice; style costs stability and time; extreme speeds affect the quality.
 */
const VENDOR: Bands = {
  stability: [
    { upTo: 0.15, effect: "Very varied and emotional; it may wander." },
    { upTo: 0.4, effect: "More varied and emotional; takes differ." },
    { upTo: 0.6, effect: "Lively, and much the same in every take." },
    { upTo: 0.85, effect: "More even, with less emotion." },
    { upTo: 1, effect: "Very even; it may sound flat." },
  ],
  similarityBoost: [
    { upTo: 0.3, effect: "Only loosely like the original voice." },
    { upTo: 0.6, effect: "Takes liberties with the original voice." },
    { upTo: 0.85, effect: "Close to the original voice, and clear." },
    { upTo: 1, effect: "As close to the original as can be." },
  ],
  style: [
    { upTo: 0, effect: "Nothing is exaggerated." },
    { upTo: 0.3, effect: "A little more of the speaker’s manner." },
    { upTo: 0.6, effect: "A strong manner; it takes longer to make." },
    { upTo: 1, effect: "Overdone; the voice may become unsteady." },
  ],
  speed: [
    { upTo: 0.79, effect: "Very slow. The quality may suffer." },
    { upTo: 0.99, effect: "Slower than the voice speaks by itself." },
    { upTo: 1, effect: "The voice’s own pace." },
    { upTo: 1.14, effect: "Faster than the voice speaks by itself." },
    { upTo: 1.2, effect: "Very fast. The quality may suffer." },
  ],
};

/** The local engine's voices: stability and style move the range of the pitch, speed the length of the sounds, and nothing is left to chance. */
const LOCAL: Bands = {
  stability: [
    { upTo: 0.2, effect: "Sings: the pitch moves much more." },
    { upTo: 0.49, effect: "Livelier: the pitch moves more." },
    { upTo: 0.5, effect: "The melody of the voice itself." },
    { upTo: 0.8, effect: "More even: the pitch moves less." },
    { upTo: 1, effect: "Flat: the pitch stays close to one note." },
  ],
  similarityBoost: [{ upTo: 1, effect: "No effect with the local engine." }],
  style: [
    { upTo: 0, effect: "Nothing is exaggerated." },
    { upTo: 0.5, effect: "A livelier melody." },
    { upTo: 1, effect: "A melody that is overdone." },
  ],
  speed: [
    { upTo: 0.79, effect: "Very slow: every sound is drawn out." },
    { upTo: 0.99, effect: "Slower than the voice speaks by itself." },
    { upTo: 1, effect: "The voice’s own pace." },
    { upTo: 1.14, effect: "Faster than the voice speaks by itself." },
    { upTo: 1.2, effect: "Very fast: the sounds are short." },
  ],
};

/** What a number of the form does to the voice, as a sentence. `local`: on the local engine. `value` is a step within the setting's range. */
export function numberEffect(name: NumberSetting["name"], value: number, local: boolean): string {
  return (local ? LOCAL : VENDOR)[name].find(({ upTo }) => value <= upTo)?.effect ?? "";
}

const MODEL_EFFECTS: Readonly<Record<SpeechModelId, string>> = {
  "elevenlabs/text-to-speech-multilingual-v2": "The most lifelike and emotional.",
  "elevenlabs/text-to-speech-turbo-2-5": "Ready sooner, a little less emotional.",
};

/** What a model does to the voice. */
export function modelEffect(model: SpeechModelId, local: boolean): string {
  return local ? "Both sound the same with the local engine." : MODEL_EFFECTS[model];
}

/** What the language of the form does, or why it cannot be set for this model; `languageCode` is ISO 639-1, or empty for none. */
export function speechLanguageEffect(model: SpeechModelId, languageCode: string, local: boolean): string {
  const { label, acceptsLanguage } = findSpeechModel(model) ?? { label: "This model", acceptsLanguage: false };
  if (!acceptsLanguage) return `${label} finds the language by itself. Turbo v2.5 can be told one.`;
  const name = SPEECH_LANGUAGES.find(([code]) => code === languageCode)?.[1] ?? languageCode;
  if (local) return ["", "en"].includes(languageCode) ? "The local engine speaks English only." : `The local engine speaks English only, and refuses ${name}.`;
  return languageCode === "" ? "The voice goes by what it reads." : `Everything is read as ${name}.`;
}

/** What word timestamps do. */
export function timestampsEffect(timestamps: boolean): string {
  return timestamps ? "The text lights up word by word as it plays." : "The text stays still as it plays.";
}

/** What the texts around the text do: `side` is where this one is. */
export function contextEffect(side: "previous" | "next", text: string, local: boolean): string {
  if (local) return "No effect with the local engine.";
  if (side === "previous") return text === "" ? "What was said before, so that the voice goes on from there." : "The voice goes on from this, without saying it.";
  return text === "" ? "What comes after, so that the voice leads there." : "The voice leads to this, without saying it.";
}
