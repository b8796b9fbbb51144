import { NUMBER_SETTINGS } from "@/lib/speech/limits";
import { DEFAULT_SPEECH_MODEL, type SpeechModelId } from "@/lib/speech/models";
import { DEFAULT_VOICE } from "@/lib/speech/voices";

/** How a text is to be spoken: everything of the form but the texts. */
export interface SpeechSettings {
  readonly model: SpeechModelId;
  readonly voice: string;
  readonly stability: number;
  readonly similarityBoost: number;
  readonly style: number;
  readonly speed: number;
  readonly timestamps: boolean;
  /** ISO 639-1, or empty for none. */
  readonly languageCode: string;
}

/** A take's whole input. */
export interface SpeechInput extends SpeechSettings {
  readonly text: string;
  readonly previousText: string;
  readonly nextText: string;
}

/** The document's example. */
export const DEFAULT_SETTINGS: SpeechSettings = {
  model: DEFAULT_SPEECH_MODEL,
  voice: DEFAULT_VOICE,
  stability: NUMBER_SETTINGS.stability.initial,
  similarityBoost: NUMBER_SETTINGS.similarityBoost.initial,
  style: NUMBER_SETTINGS.style.initial,
  speed: NUMBER_SETTINGS.speed.initial,
  timestamps: false,
  languageCode: "",
};
