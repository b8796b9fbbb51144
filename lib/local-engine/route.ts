import "server-only";
import { timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { notFound, publicRoute } from "@/lib/http/route";
import { localEngineToken } from "@/lib/local-engine/token";
import { envelope } from "@/lib/local-engine/wire";

/** A failing answer of the engine: the vendor's code and words. Sent, like the vendor's, under HTTP 200. */
export class EngineError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A route of the kie-compatible wire: 404 while the vendor is on, `401` without the engine's token. The handler gives
 * the envelope.
 */
export function engineRoute(pattern: string, handle: (request: Request) => Promise<Record<string, unknown>>) {
  return publicRoute(pattern, "kie clients on other machines call it, with the engine's token", async (request) => {
    if (env().engine !== "local") throw notFound();
    try {
      if (!isAuthorised(request)) throw new EngineError(401, "You do not have access permissions");
      return Response.json(await handle(request));
    } catch (error) {
      if (storageProblem(error) !== undefined) throw error;
      if (error instanceof EngineError) return Response.json(envelope(error.code, error.message));
      if (error instanceof AppError && error.status < 500) return Response.json(envelope(422, error.message));
      throw error;
    }
  });
}

function isAuthorised(request: Request): boolean {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const expected = Buffer.from(`Bearer ${localEngineToken()}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Where the client reached us: what links in answers begin with. */
export function baseUrlOf(request: Request): string {
  const host = request.headers.get("host");
  return host === null ? env().loopbackUrl : `${new URL(request.url).protocol}//${host}`;
}
