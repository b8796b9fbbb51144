import { z } from "zod";
import { speechRequestSchema, TRANSCRIPTION_MODEL, transcriptionRequestSchema } from "@/lib/kie/requests";
import { isPresetVoice } from "@/lib/local-engine/synthesis/voices";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";

/** What the local engine was asked to say, with the document's defaults for what was left out. */
export interface SpeechJob {
  readonly kind: "speech";
  readonly text: string;
  readonly voice: string;
  readonly stability: number;
  readonly similarityBoost: number;
  readonly style: number;
  readonly speed: number;
  readonly timestamps: boolean;
}

/** What the local engine was asked to write down. That audio events be tagged has no effect: it knows none. */
export interface TranscriptionJob {
  readonly kind: "transcription";
  readonly audioUrl: string;
  /** Whether the client says that it is English; else it may be anything, and is taken for English. */
  readonly isKnownEnglish: boolean;
  readonly diarize: boolean;
}

export type ReadRequest =
  | { readonly ok: true; readonly model: string; readonly callBackUrl: string | null; readonly job: SpeechJob | TranscriptionJob }
  /** `message` is what the client is told under the vendor's code 422. */
  | { readonly ok: false; readonly message: string };

const anyModelSchema = z.looseObject({ model: z.string() });

/** Reads a createTask body and refuses what the vendor refuses, and what this engine cannot do, with a sentence. */
export function readCreateTask(body: unknown): ReadRequest {
  const named = anyModelSchema.safeParse(body);
  if (!named.success) return refuse("model is required");
  if (named.data.model === TRANSCRIPTION_MODEL) return readTranscription(body);
  const known = speechRequestSchema.shape.model.safeParse(named.data.model);
  if (!known.success) return refuse(`The model ${named.data.model.slice(0, 100)} is not available on the local engine`);
  return readSpeech(body);
}

function readSpeech(body: unknown): ReadRequest {
  const parsed = speechRequestSchema.safeParse(body);
  if (!parsed.success) return refuse(firstProblem(parsed.error));
  const { model, callBackUrl, input } = parsed.data;
  const voice = input.voice ?? DEFAULT_SETTINGS.voice;
  if (!isPresetVoice(voice)) return refuse(`input.voice: the local engine has no voice ${voice.slice(0, 100)}, only the 21 presets`);
  if (!mayBeEnglish(input.language_code)) return refuse("input.language_code: the local engine speaks English only");
  return {
    ok: true,
    model,
    callBackUrl: callBackUrl ?? null,
    job: {
      kind: "speech",
      text: input.text,
      voice,
      stability: input.stability ?? DEFAULT_SETTINGS.stability,
      similarityBoost: input.similarity_boost ?? DEFAULT_SETTINGS.similarityBoost,
      style: input.style ?? DEFAULT_SETTINGS.style,
      speed: input.speed ?? DEFAULT_SETTINGS.speed,
      timestamps: input.timestamps ?? DEFAULT_SETTINGS.timestamps,
    },
  };
}

function readTranscription(body: unknown): ReadRequest {
  const parsed = transcriptionRequestSchema.safeParse(body);
  if (!parsed.success) return refuse(firstProblem(parsed.error));
  const { model, callBackUrl, input } = parsed.data;
  if (!mayBeEnglish(input.language_code)) return refuse("input.language_code: the local engine understands US English only");
  return {
    ok: true,
    model,
    callBackUrl: callBackUrl ?? null,
    // The vendor's default for both switches is true.
    job: {
      kind: "transcription",
      audioUrl: input.audio_url,
      isKnownEnglish: (input.language_code ?? "") !== "",
      diarize: input.diarize ?? true,
    },
  };
}

function mayBeEnglish(languageCode: string | undefined): boolean {
  return ["", "en", "eng"].includes((languageCode ?? "").toLowerCase());
}

function firstProblem({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "not valid"}`;
}

function refuse(message: string): ReadRequest {
  return { ok: false, message };
}
