import { z } from "zod";

/** How a single HTTP exchange goes wrong. */
const faultSchema = z.discriminatedUnion("kind", [
  /** The vendor's envelope with a failing code; under HTTP 200 unless told otherwise. */
  z.strictObject({ kind: z.literal("code"), code: z.int(), message: z.string().optional(), status: z.int().optional(), withTaskId: z.boolean().optional() }),
  /** HTTP 429 with a gateway's page and, where given, a Retry-After header. */
  z.strictObject({ kind: z.literal("http-429"), retryAfterSeconds: z.int().optional() }),
  z.strictObject({ kind: z.literal("html-502") }),
  z.strictObject({ kind: z.literal("broken-json") }),
  z.strictObject({ kind: z.literal("no-task-id") }),
  /** No answer, until the connection breaks off after `forMs`, where that is given. */
  z.strictObject({ kind: z.literal("hang"), forMs: z.number().min(0).optional() }),
  z.strictObject({ kind: z.literal("reset-before-reading") }),
  z.strictObject({ kind: z.literal("reset-after-reading") }),
  /** The right answer, late. */
  z.strictObject({ kind: z.literal("slow"), delayMs: z.number().min(0) }),
  /** The right answer, a few bytes at a time. */
  z.strictObject({ kind: z.literal("slow-bytes"), overMs: z.number().min(0) }),
  /** The right answer, called a page. */
  z.strictObject({ kind: z.literal("wrong-type") }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** A state of a task. It lasts until `forMs` are over or `forQueries` answers gave it; the last one lasts for ever. */
const stepSchema = z.strictObject({ state: z.string(), forMs: z.number().min(0).optional(), forQueries: z.int().min(1).optional() });
export type Step = z.infer<typeof stepSchema>;

/** How one createTask call goes, and the task that it makes. Everything left out is as it should be. */
const behaviourSchema = z.strictObject({
  /** Only for the first call whose body contains this. */
  whenIncludes: z.string().optional(),
  create: faultSchema.optional(),
  /** Whether a task exists although `create` is a fault. Not for `code` and `http-429`, where the vendor says no. */
  taskCreated: z.boolean().optional(),
  /** Waiting, generating for `delayMs`, success, unless told otherwise. */
  steps: z.array(stepSchema).min(1).optional(),
  delayMs: z.number().min(0).optional(),
  /** The first answers about the task say that it does not exist. */
  unknownAnswers: z.strictObject({ count: z.int().min(1), code: z.union([z.literal(404), z.literal(422)]) }).optional(),
  /** What resultJson is: a string of JSON, nothing, half a string, an object, or the string under every state. */
  output: z.enum(["string", "none", "broken", "object", "early"]).optional(),
  /** The shape of the word timings, when the task asks for them. */
  timings: z.enum(["words", "alignment", "none"]).optional(),
  /** The `resultObject` of a transcription. */
  transcript: z.record(z.string(), z.unknown()).optional(),
  failCode: z.string().optional(),
  failMessage: z.string().optional(),
  credits: z.number().optional(),
  /** Fetch the recording as the vendor does; the task fails when that fails so many times (once, unless told otherwise). */
  fetchAudio: z.boolean().optional(),
  fetchTries: z.int().min(1).optional(),
  file: z.enum(["ok", "404", "404-once", "html", "not-audio", "wrong-type", "slow-bytes", "cut-short-once", "endless", "huge", "stall", "stall-once"]).optional(),
  /** After how much silence a stalled or slow file goes on or breaks off; without it a stall lasts for ever. */
  stallMs: z.number().min(0).optional(),
  callback: z
    .enum(["once", "none", "twice", "late", "storm", "before-answer", "out-of-order", "wrongly-signed", "cut-short", "garbage", "huge"])
    .optional(),
  /** How many a storm has. */
  callbackCount: z.int().min(1).max(100).optional(),
  /** How late a late one is, and the second of two. */
  callbackDelayMs: z.number().min(0).optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** The seed of a run, and how long the longest silences and delays in it are. */
const chaosSchema = z.strictObject({ seed: z.int(), longestMs: z.number().min(1) });
export type ChaosOptions = z.infer<typeof chaosSchema>;

/** What `POST /__control/behaviour` takes. Queues are used up call by call; `default` holds for all other calls. */
export const scriptSchema = z.strictObject({
  /** Forget tasks, files, recorded requests and behaviours first. */
  reset: z.boolean().optional(),
  default: behaviourSchema.optional(),
  next: z.array(behaviourSchema).optional(),
  nextQueries: z.array(faultSchema).optional(),
  nextUploads: z.array(faultSchema).optional(),
  nextCredits: z.array(faultSchema).optional(),
  /** From now on calls without a behaviour of their own go as a seed says; null ends it. */
  chaos: chaosSchema.nullable().optional(),
});
export type Script = z.infer<typeof scriptSchema>;
