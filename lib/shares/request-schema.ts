import { z } from "zod";
import { SHARE_EXPIRIES, SHARE_PASSWORD_MAX_LENGTH, SHARE_TITLE_MAX_LENGTH } from "@/lib/shares/schema";
import { tooLong } from "@/lib/speech/limits";
import { runIdSchema, taskIdSchema } from "@/lib/tasks/request-schema";
import { plainName } from "@/lib/transcripts/plain-name";

/** The last moment that a date of JavaScript can name. */
const LAST_MOMENT_MS = 8.64e15;
/** Ours: shorter than any word. */
const PASSAGE_MIN_MS = 50;

const titleSchema = z
  .string()
  .transform(plainName)
  .refine((title) => title !== "", "Give it a title.")
  .refine((title) => title.length <= SHARE_TITLE_MAX_LENGTH, {
    error: ({ input }) => tooLong("The title", String(input).length, SHARE_TITLE_MAX_LENGTH),
  });

const CHOOSE_END = "Choose when the link ends.";

/** A number out of range is told by the number's own message, not by the union's. */
const expirySchema = z.union([z.enum(SHARE_EXPIRIES), z.int(CHOOSE_END).min(0, CHOOSE_END).max(LAST_MOMENT_MS, CHOOSE_END)], CHOOSE_END);

const passwordSchema = z
  .string()
  .min(1, "Enter a password, or share without one.")
  .refine((password) => password.length <= SHARE_PASSWORD_MAX_LENGTH, {
    error: ({ input }) => tooLong("The password", String(input).length, SHARE_PASSWORD_MAX_LENGTH),
  });

const includesSchema = z
  .strictObject({ audio: z.boolean(), transcript: z.boolean(), settings: z.boolean() })
  .refine(({ audio, transcript }) => audio || transcript, "Share the audio, the transcript, or both.");

const passageSchema = z
  .strictObject({ startMs: z.int().min(0), endMs: z.int().min(0).max(Number.MAX_SAFE_INTEGER) })
  .refine(({ startMs, endMs }) => endMs - startMs >= PASSAGE_MIN_MS, "Select a longer passage.");

/** A new share. */
export const shareOrderSchema = taskIdSchema.extend({
  runId: runIdSchema,
  title: titleSchema,
  expiry: expirySchema,
  password: passwordSchema.nullable(),
  includes: includesSchema,
  allowDownloads: z.boolean(),
  passage: passageSchema.nullable(),
});

/** An action on one share. */
export const shareIdSchema = z.strictObject({ shareId: z.string().regex(/^[\w-]{1,40}$/, "There is no such share.") });

/** Other choices for a share; what is absent stays as it is. */
export const shareChangeSchema = shareIdSchema.extend({
  title: titleSchema.optional(),
  expiry: expirySchema.optional(),
  password: passwordSchema.nullable().optional(),
  includes: includesSchema.optional(),
  allowDownloads: z.boolean().optional(),
});
