/** The models with the text-to-speech form. */
export const SPEECH_MODELS = ["elevenlabs/text-to-speech-multilingual-v2", "elevenlabs/text-to-speech-turbo-2-5"] as const;
export type SpeechModel = (typeof SPEECH_MODELS)[number];

export const TRANSCRIPTION_MODEL = "elevenlabs/speech-to-text";

/** The models that answer with an error to any language code (text-to-speech document, `input.language_code`). */
const MODELS_WITHOUT_LANGUAGE = new Set<SpeechModel>(["elevenlabs/text-to-speech-multilingual-v2"]);

/** Whether a speech model takes a language code. */
export function acceptsLanguageCode(model: SpeechModel): boolean {
  return !MODELS_WITHOUT_LANGUAGE.has(model);
}
