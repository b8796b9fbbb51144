/** A text-to-speech model of the vendor with the document's form. */
export interface SpeechModel {
  readonly id: string;
  readonly label: string;
  /** Only some models enforce a language; the others answer an error to any language_code. */
  readonly acceptsLanguage: boolean;
}

export const SPEECH_MODELS = [
  { id: "elevenlabs/text-to-speech-multilingual-v2", label: "Multilingual v2", acceptsLanguage: false },
  { id: "elevenlabs/text-to-speech-turbo-2-5", label: "Turbo v2.5", acceptsLanguage: true },
] as const satisfies readonly SpeechModel[];

export type SpeechModelId = (typeof SPEECH_MODELS)[number]["id"];

export const DEFAULT_SPEECH_MODEL: SpeechModelId = "elevenlabs/text-to-speech-multilingual-v2";

/** The model of this id; undefined when there is none. */
export function findSpeechModel(id: string): (typeof SPEECH_MODELS)[number] | undefined {
  return SPEECH_MODELS.find((model) => model.id === id);
}

/** The languages that Turbo v2.5 can be told to speak: ISO 639-1 code and English name. */
export const SPEECH_LANGUAGES: readonly (readonly [code: string, name: string])[] = [
  ["ar", "Arabic"], ["bg", "Bulgarian"], ["zh", "Chinese"], ["hr", "Croatian"], ["cs", "Czech"], ["da", "Danish"],
  ["nl", "Dutch"], ["en", "English"], ["fil", "Filipino"], ["fi", "Finnish"], ["fr", "French"], ["de", "German"],
  ["el", "Greek"], ["hi", "Hindi"], ["hu", "Hungarian"], ["id", "Indonesian"], ["it", "Italian"], ["ja", "Japanese"],
  ["ko", "Korean"], ["ms", "Malay"], ["no", "Norwegian"], ["pl", "Polish"], ["pt", "Portuguese"], ["ro", "Romanian"],
  ["ru", "Russian"], ["sk", "Slovak"], ["es", "Spanish"], ["sv", "Swedish"], ["ta", "Tamil"], ["tr", "Turkish"],
  ["uk", "Ukrainian"], ["vi", "Vietnamese"],
];
