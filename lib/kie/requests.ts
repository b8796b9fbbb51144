import { z } from "zod";
import { CONTEXT_MAX_LENGTH, LANGUAGE_CODE_MAX_LENGTH, NUMBER_SETTINGS, type NumberSetting, TEXT_MAX_LENGTH, toGrid } from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_MODELS } from "@/lib/speech/models";
import type { SpeechInput } from "@/lib/speech/settings";

/** The one speech-to-text model of the document. */
export const TRANSCRIPTION_MODEL = "elevenlabs/speech-to-text";

/** A number of the document's form, step 0.01. */
function gridNumber(name: NumberSetting["name"]) {
  const { min, max } = NUMBER_SETTINGS[name];
  return z.number().min(min).max(max).refine((value) => toGrid(value) === value, "Must be a multiple of 0.01");
}

const acceptsLanguageCode = (model: string) => findSpeechModel(model)?.acceptsLanguage ?? false;

const callBackUrl = z.url({ protocol: /^https?$/ });

/** `input` of a text-to-speech task, field for field as the document has it. */
const speechInputSchema = z.strictObject({
  text: z.string().min(1).max(TEXT_MAX_LENGTH),
  voice: z.string().min(1).optional(),
  stability: gridNumber("stability").optional(),
  similarity_boost: gridNumber("similarityBoost").optional(),
  style: gridNumber("style").optional(),
  speed: gridNumber("speed").optional(),
  timestamps: z.boolean().optional(),
  previous_text: z.string().max(CONTEXT_MAX_LENGTH).optional(),
  next_text: z.string().max(CONTEXT_MAX_LENGTH).optional(),
  language_code: z.string().max(LANGUAGE_CODE_MAX_LENGTH).optional(),
});

/** `input` of a speech-to-text task, field for field as the document has it. */
const transcriptionInputSchema = z.strictObject({
  audio_url: z.url({ protocol: /^https?$/ }),
  language_code: z.string().max(LANGUAGE_CODE_MAX_LENGTH).optional(),
  tag_audio_events: z.boolean().optional(),
  diarize: z.boolean().optional(),
});

/** The createTask body of a text-to-speech task. */
export const speechRequestSchema = z
  .strictObject({ model: z.enum(SPEECH_MODELS.map((model) => model.id)), callBackUrl: callBackUrl.optional(), input: speechInputSchema })
  .refine(({ model, input }) => acceptsLanguageCode(model) || (input.language_code ?? "") === "", {
    path: ["input", "language_code"],
    message: "This model does not accept a language code",
  });

/** The createTask body of a speech-to-text task. */
export const transcriptionRequestSchema = z.strictObject({
  model: z.literal(TRANSCRIPTION_MODEL),
  callBackUrl: callBackUrl.optional(),
  input: transcriptionInputSchema,
});

/** A createTask body, as it goes over the wire. Made by `toSpeechRequest` and `toTranscriptionRequest`; opaque to others. */
export type CreateTaskRequest = z.infer<typeof speechRequestSchema> | z.infer<typeof transcriptionRequestSchema>;

/** A speech-to-text task in our names. An empty language code means: detect. */
export interface TranscriptionParameters {
  readonly audioUrl: string;
  readonly languageCode?: string;
  readonly tagAudioEvents: boolean;
  readonly diarize: boolean;
}

function given<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined || value === "" ? {} : ({ [name]: value } as Record<Name, string>);
}

/** The wire form of a text-to-speech input: numbers on the 0.01 grid, empty strings and a refused language code left out. */
export function toSpeechInput(input: SpeechInput): z.infer<typeof speechInputSchema> {
  return {
    text: input.text,
    voice: input.voice,
    stability: toGrid(input.stability),
    similarity_boost: toGrid(input.similarityBoost),
    style: toGrid(input.style),
    speed: toGrid(input.speed),
    timestamps: input.timestamps,
    ...given("previous_text", input.previousText),
    ...given("next_text", input.nextText),
    ...(acceptsLanguageCode(input.model) ? given("language_code", input.languageCode) : {}),
  };
}

/** The wire form of a speech-to-text input; an empty language code is left out. */
function toTranscriptionInput(parameters: TranscriptionParameters): z.infer<typeof transcriptionInputSchema> {
  return {
    audio_url: parameters.audioUrl,
    ...given("language_code", parameters.languageCode),
    tag_audio_events: parameters.tagAudioEvents,
    diarize: parameters.diarize,
  };
}

/** The createTask body for speech. Throws ZodError when a value is outside of what the document allows. */
export function toSpeechRequest(input: SpeechInput, callbackUrl: string | null): CreateTaskRequest {
  return speechRequestSchema.parse({
    model: input.model,
    ...given("callBackUrl", callbackUrl ?? ""),
    input: toSpeechInput(input),
  });
}

/** The createTask body for a transcription. Throws ZodError when a value is outside of what the document allows. */
export function toTranscriptionRequest(parameters: TranscriptionParameters, callbackUrl: string | null): CreateTaskRequest {
  return transcriptionRequestSchema.parse({
    model: TRANSCRIPTION_MODEL,
    ...given("callBackUrl", callbackUrl ?? ""),
    input: toTranscriptionInput(parameters),
  });
}
