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

const initial = Object.fromEntries(NUMBER_SETTINGS.map((setting) => [setting.name, setting.initial])) as Record<
  (typeof NUMBER_SETTINGS)[number]["name"],
  number
>;

/** The document's example. */
export const DEFAULT_SETTINGS: SpeechSettings = {
  model: DEFAULT_SPEECH_MODEL,
  voice: DEFAULT_VOICE,
  ...initial,
  timestamps: false,
  languageCode: "",
};
