import { z } from "zod";
import { speechRequestSchema } from "@/lib/kie/requests";
import { isPresetVoice } from "@/lib/local-engine/synthesis/voices";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";

/** What the local engine was asked to say, with the document's defaults for what was left out. */
interface SpeechJob {
  readonly text: string;
  readonly voice: string;
  readonly stability: number;
  readonly similarityBoost: number;
  readonly style: number;
  readonly speed: number;
  readonly timestamps: boolean;
}

export type ReadRequest =
  | { readonly ok: true; readonly model: string; readonly callBackUrl: string | null; readonly job: SpeechJob }
  /** `message` is what the client is told under the vendor's code 422. */
  | { readonly ok: false; readonly message: string };

const anyModelSchema = z.looseObject({ model: z.string() });

/** Reads a createTask body and refuses what the vendor refuses, and what this engine cannot do, with a sentence. */
export function readCreateTask(body: unknown): ReadRequest {
  const named = anyModelSchema.safeParse(body);
  if (!named.success) return refuse("model is required");
  const known = speechRequestSchema.shape.model.safeParse(named.data.model);
  if (!known.success) return refuse(`The model ${named.data.model.slice(0, 100)} is not available on the local engine`);
  const parsed = speechRequestSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "not valid"}`);
  }
  const { model, callBackUrl, input } = parsed.data;
  const voice = input.voice ?? DEFAULT_SETTINGS.voice;
  if (!isPresetVoice(voice)) return refuse(`input.voice: the local engine has no voice ${voice.slice(0, 100)}, only the 21 presets`);
  const language = (input.language_code ?? "").toLowerCase();
  if (!["", "en", "eng"].includes(language)) return refuse("input.language_code: the local engine speaks English only");
  return {
    ok: true,
    model,
    callBackUrl: callBackUrl ?? null,
    job: {
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

function refuse(message: string): ReadRequest {
  return { ok: false, message };
}
