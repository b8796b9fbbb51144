import { z } from "zod";
import { speechRequestSchema } from "@/lib/speech/schema";

/** The id of a click, made in the browser. */
const runIdSchema = z.string().regex(/^[\w-]{8,64}$/, "This click has no valid id. Reload the page and try again.");

/** One press of "Generate speech" or "Compare voices". */
export const createTakesSchema = speechRequestSchema.safeExtend({ runId: runIdSchema });

/** An action on one task. */
export const taskIdSchema = z.strictObject({ taskId: z.string().regex(/^[\w-]{1,40}$/, "There is no such take.") });

/** Sending a task once more, as a click of its own. */
export const retryTaskSchema = taskIdSchema.extend({ runId: runIdSchema });
