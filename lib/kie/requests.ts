import { z } from "zod";
import { acceptsLanguageCode, SPEECH_MODELS, type SpeechModel, TRANSCRIPTION_MODEL } from "@/lib/kie/models";

/** A number of the documents' forms, step 0.01. */
const gridNumber = (min: number, max: number) => z.number().min(min).max(max).refine((value) => toGrid(value) === value, "Must be a multiple of 0.01");

const callBackUrl = z.url({ protocol: /^https?$/ });

/** `input` of a text-to-speech task, field for field as the document has it. */
export const speechInputSchema = z.strictObject({
  text: z.string().min(1).max(5000),
  voice: z.string().min(1).optional(),
  stability: gridNumber(0, 1).optional(),
  similarity_boost: gridNumber(0, 1).optional(),
  style: gridNumber(0, 1).optional(),
  speed: gridNumber(0.7, 1.2).optional(),
  timestamps: z.boolean().optional(),
  previous_text: z.string().max(5000).optional(),
  next_text: z.string().max(5000).optional(),
  language_code: z.string().max(500).optional(),
});
export type SpeechInput = z.infer<typeof speechInputSchema>;

/** `input` of a speech-to-text task, field for field as the document has it. */
export const transcriptionInputSchema = z.strictObject({
  audio_url: z.url({ protocol: /^https?$/ }),
  language_code: z.string().max(500).optional(),
  tag_audio_events: z.boolean().optional(),
  diarize: z.boolean().optional(),
});
export type TranscriptionInput = z.infer<typeof transcriptionInputSchema>;

/** The createTask body of a text-to-speech task. */
export const speechRequestSchema = z
  .strictObject({ model: z.enum(SPEECH_MODELS), callBackUrl: callBackUrl.optional(), input: speechInputSchema })
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

/** A text-to-speech task in our names. Empty strings mean absent. */
export interface SpeechParameters {
  readonly model: SpeechModel;
  readonly text: string;
  readonly voice: string;
  readonly stability: number;
  readonly similarityBoost: number;
  readonly style: number;
  readonly speed: number;
  readonly timestamps: boolean;
  readonly previousText?: string;
  readonly nextText?: string;
  readonly languageCode?: string;
}

/** A speech-to-text task in our names. An empty language code means: detect. */
export interface TranscriptionParameters {
  readonly audioUrl: string;
  readonly languageCode?: string;
  readonly tagAudioEvents: boolean;
  readonly diarize: boolean;
}

/** The nearest number on the documents' 0.01 grid: the one that prints with at most two decimals, never -0. */
export function toGrid(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

function given<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined || value === "" ? {} : ({ [name]: value } as Record<Name, string>);
}

/** The wire form of a text-to-speech input: numbers on the 0.01 grid, empty strings and a refused language code left out. */
export function toSpeechInput(parameters: SpeechParameters): SpeechInput {
  return {
    text: parameters.text,
    voice: parameters.voice,
    stability: toGrid(parameters.stability),
    similarity_boost: toGrid(parameters.similarityBoost),
    style: toGrid(parameters.style),
    speed: toGrid(parameters.speed),
    timestamps: parameters.timestamps,
    ...given("previous_text", parameters.previousText),
    ...given("next_text", parameters.nextText),
    ...(acceptsLanguageCode(parameters.model) ? given("language_code", parameters.languageCode) : {}),
  };
}

/** The wire form of a speech-to-text input; an empty language code is left out. */
export function toTranscriptionInput(parameters: TranscriptionParameters): TranscriptionInput {
  return {
    audio_url: parameters.audioUrl,
    ...given("language_code", parameters.languageCode),
    tag_audio_events: parameters.tagAudioEvents,
    diarize: parameters.diarize,
  };
}

/** The createTask body for speech. Throws ZodError when a value is outside of what the document allows. */
export function toSpeechRequest(parameters: SpeechParameters, callbackUrl: string | null): CreateTaskRequest {
  return speechRequestSchema.parse({
    model: parameters.model,
    ...given("callBackUrl", callbackUrl ?? ""),
    input: toSpeechInput(parameters),
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
