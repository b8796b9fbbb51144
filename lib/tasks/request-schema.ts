import { z } from "zod";
import { MAX_RECORDINGS_PER_CLICK, URL_MAX_LENGTH } from "@/lib/recordings/limits";
import { LANGUAGE_CODE_MAX_LENGTH, tooLong } from "@/lib/speech/limits";
import { takesRequestSchema } from "@/lib/speech/schema";
import { SPEAKER_NAME_MAX_LENGTH, TITLE_MAX_LENGTH } from "@/lib/transcripts/name-limits";
import { plainName } from "@/lib/transcripts/plain-name";

/** The id of a click, made in the browser. */
export const runIdSchema = z.string().regex(/^[\w-]{8,64}$/, "This click has no valid id. Reload the page and try again.");

/** One press of "Generate speech" or "Compare voices". */
export const createTakesSchema = takesRequestSchema.safeExtend({ runId: runIdSchema });

/** An action on one task. */
export const taskIdSchema = z.strictObject({ taskId: z.string().regex(/^[\w-]{1,40}$/, "There is no such task.") });

/** Sending a task once more, as a click of its own. */
export const retryTaskSchema = taskIdSchema.extend({ runId: runIdSchema });

const recordingIdSchema = z.string().regex(/^[\w-]{1,40}$/, "There is no such recording.");

/** An action on one recording. */
export const recordingIdOnlySchema = z.strictObject({ recordingId: recordingIdSchema });

const NOTHING_CHOSEN = "Choose a recording, record one, or enter the URL of one.";

/** One press of "Transcribe": one task for each recording, or one for a URL. */
export const createTranscriptionsSchema = z
  .strictObject({
    runId: runIdSchema,
    recordingIds: z.array(recordingIdSchema).max(MAX_RECORDINGS_PER_CLICK, `At most ${MAX_RECORDINGS_PER_CLICK} recordings can be transcribed at once.`),
    audioUrl: z.string().trim(),
    languageCode: z
      .string()
      .trim()
      .refine((code) => code.length <= LANGUAGE_CODE_MAX_LENGTH, {
        error: ({ input }) => tooLong("The language code", String(input).length, LANGUAGE_CODE_MAX_LENGTH),
      }),
    tagAudioEvents: z.boolean(),
    diarize: z.boolean(),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, message: string) => issues.push({ code: "custom", message, path: [path], input: value });
    if (value.recordingIds.length > 0 && value.audioUrl !== "") refuse("audioUrl", "Transcribe either recordings or a URL, not both at once.");
    else if (value.recordingIds.length === 0 && value.audioUrl === "") refuse("recordingIds", NOTHING_CHOSEN);
    else if (value.recordingIds.length === 0) {
      const problem = urlProblem(value.audioUrl);
      if (problem !== undefined) refuse("audioUrl", problem);
    }
  });

function urlProblem(url: string): string | undefined {
  if (url.length > URL_MAX_LENGTH) return tooLong("The URL", url.length, URL_MAX_LENGTH);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) return "Enter a whole URL that begins with https:// or http://.";
  if (parsed.username !== "" || parsed.password !== "") return "A URL with a user name or password in it is not fetched. Leave them out.";
  return undefined;
}

const nameSchema = (what: string, maxLength: number) =>
  z
    .string()
    .transform(plainName)
    .refine((name) => name.length <= maxLength, { error: ({ input }) => tooLong(what, String(input).length, maxLength) });

/** Naming a speaker of a transcript; an empty name gives back the default. */
export const renameSpeakerSchema = taskIdSchema.extend({
  speakerId: z.string().min(1).max(200),
  name: nameSchema("The name", SPEAKER_NAME_MAX_LENGTH),
});

/** Naming a transcript; an empty title gives back the recording's name. */
export const renameTranscriptSchema = taskIdSchema.extend({ title: nameSchema("The title", TITLE_MAX_LENGTH) });
