import { z } from "zod";
import {
  COMPARISON_MAX_VOICES,
  CONTEXT_MAX_LENGTH,
  isOnGrid,
  LANGUAGE_CODE_MAX_LENGTH,
  normaliseLineEnds,
  NUMBER_SETTINGS,
  TEXT_MAX_LENGTH,
  toGrid,
  tooLong,
  VOICE_MAX_LENGTH,
  type NumberSetting,
} from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_MODELS } from "@/lib/speech/models";
import { PRESET_VOICES } from "@/lib/speech/voices";

function boundedText(label: string, maxLength: number) {
  return z
    .string({ error: `${label} must be text.` })
    .transform(normaliseLineEnds)
    .refine((text) => text.length <= maxLength, {
      error: ({ input }) => tooLong(label, String(input).length, maxLength),
    });
}

function gridNumber({ label, min, max }: NumberSetting) {
  return z
    .number({ error: `${label} must be a number from ${min} to ${max}.` })
    .min(min, `${label} must be from ${min} to ${max}.`)
    .max(max, `${label} must be from ${min} to ${max}.`)
    .refine(isOnGrid, `${label} goes in steps of 0.01.`)
    .transform(toGrid);
}

/** A voice as the document writes it: one of the 21 names, or a voice ID. */
const voiceSchema = z
  .string({ error: "Choose a voice." })
  .trim()
  .min(1, "Choose a voice, or enter a voice ID.")
  .max(VOICE_MAX_LENGTH, `A voice ID has at most ${VOICE_MAX_LENGTH} characters.`)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "A voice ID has no control characters.");

/** What the form posts: one text, its settings, and one voice or several to compare. Unknown keys are refused. */
export const takesRequestSchema = z
  .strictObject({
    text: boundedText("The text", TEXT_MAX_LENGTH).refine((text) => text.trim() !== "", "Write the text to be spoken."),
    voices: z
      .array(voiceSchema)
      .min(1, "Choose a voice.")
      .max(COMPARISON_MAX_VOICES, `Compare at most ${COMPARISON_MAX_VOICES} voices at a time.`)
      .refine((voices) => new Set(voices).size === voices.length, "Choose each voice once."),
    model: z.enum(SPEECH_MODELS.map((model) => model.id), { error: "Choose one of the models." }),
    stability: gridNumber(NUMBER_SETTINGS.stability),
    similarityBoost: gridNumber(NUMBER_SETTINGS.similarityBoost),
    style: gridNumber(NUMBER_SETTINGS.style),
    speed: gridNumber(NUMBER_SETTINGS.speed),
    timestamps: z.boolean({ error: "Word timestamps must be on or off." }),
    languageCode: z
      .string({ error: "The language must be a code such as en." })
      .trim()
      .refine((code) => code.length <= LANGUAGE_CODE_MAX_LENGTH, {
        error: ({ input }) => tooLong("The language code", String(input).length, LANGUAGE_CODE_MAX_LENGTH),
      }),
    previousText: boundedText("The previous text", CONTEXT_MAX_LENGTH),
    nextText: boundedText("The next text", CONTEXT_MAX_LENGTH),
  })
  .check((context) => {
    const model = findSpeechModel(context.value.model);
    if (model !== undefined && !model.acceptsLanguage && context.value.languageCode !== "") {
      context.issues.push({
        code: "custom",
        path: ["languageCode"],
        input: context.value.languageCode,
        message: `${model.label} finds the language by itself and refuses a language code. Choose Turbo v2.5 to set one, or clear the language.`,
      });
    }
  });

/** A voice of the document. */
export const presetVoiceSchema = z.strictObject({
  voice: z.enum(PRESET_VOICES.map((voice) => voice.name), { error: "Choose one of the voices." }),
});
