import "server-only";
import { AppError, TooMuchError } from "@/lib/http/app-error";
import { noteRequest } from "@/lib/http/request-log";
import { storageProblem } from "@/lib/http/storage-problem";
import { log } from "@/lib/log";
import { type Owner, readOwner } from "@/lib/sessions/owner";

interface Context<Params> {
  readonly params: Promise<Params>;
}

type Handler<Params> = (request: Request, context: { params: Params }) => Promise<Response>;
type OwnerHandler<Params> = (request: Request, context: { params: Params; owner: Owner }) => Promise<Response>;
type NextHandler<Params> = (request: Request, context: Context<Params>) => Promise<Response>;

/**
 * A route that anybody may call: it must check by itself what it gives. `pattern` names it in the log, where real paths
 * could hold secrets.
 */
export function publicRoute<Params = unknown>(pattern: string, handler: Handler<Params>): NextHandler<Params> {
  return async (request, { params }) => {
    noteRequest({ route: pattern });
    try {
      return await handler(request, { params: await params });
    } catch (error) {
      return toResponse(error, pattern);
    }
  };
}

/** A route for what belongs to somebody: answers 404 to who has nothing here, as for a thing that does not exist. */
export function ownerRoute<Params = unknown>(pattern: string, handler: OwnerHandler<Params>): NextHandler<Params> {
  return publicRoute<Params>(pattern, async (request, { params }) => {
    const owner = await readOwner();
    if (owner === undefined) throw notFound();
    return handler(request, { params, owner });
  });
}

/** What a stranger and a mistyped address get alike. */
export function notFound(): AppError {
  return new AppError(404, { code: "not_found", message: "There is nothing here, or it is not yours." });
}

function toResponse(thrown: unknown, pattern: string): Response {
  const error = storageProblem(thrown) ?? thrown;
  if (error instanceof AppError) {
    if (error.status >= 500) log.error({ err: error, route: pattern }, "request failed");
    const headers: HeadersInit = error instanceof TooMuchError ? { "retry-after": String(error.retryAfterSeconds) } : {};
    return Response.json({ error: error.toProblem() }, { status: error.status, headers });
  }
  log.error({ err: error, route: pattern }, "request failed");
  const problem = { code: "internal", message: "Something went wrong on this server. Try again." };
  return Response.json({ error: problem }, { status: 500 });
}
