import "server-only";
import type { z } from "zod";
import { type ActionResult } from "@/lib/http/action-result";
import { AppError } from "@/lib/http/app-error";
import { noteRequest } from "@/lib/http/request-log";
import { storageProblem } from "@/lib/http/storage-problem";
import { log } from "@/lib/log";
import { ensureOwner, type Owner } from "@/lib/sessions/owner";

/**
 * Runs a server action for its owner: parses again what the client sent, and turns errors into problems that the form
 * can show beside its fields.
 */
export async function ownerAction<Schema extends z.ZodType, Value>(
  name: string,
  schema: Schema,
  posted: unknown,
  run: (input: z.infer<Schema>, owner: Owner) => Promise<Value>,
): Promise<ActionResult<Value>> {
  noteRequest({ action: name });
  const parsed = schema.safeParse(posted);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      code: "invalid",
      message: issue.message,
      ...(issue.path[0] === undefined ? {} : { field: String(issue.path[0]) }),
    }));
    return { ok: false, problems };
  }
  try {
    return { ok: true, value: await run(parsed.data, await ensureOwner()) };
  } catch (thrown) {
    const error = storageProblem(thrown) ?? thrown;
    if (error instanceof AppError && error.status < 500) return { ok: false, problems: [error.toProblem()] };
    log.error({ err: error, action: name }, "action failed");
    const problem =
      error instanceof AppError
        ? error.toProblem()
        : { code: "internal", message: "Something went wrong on this server. Nothing was lost: try again." };
    return { ok: false, problems: [problem] };
  }
}
