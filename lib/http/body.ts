import "server-only";
import { AppError } from "@/lib/http/app-error";

/** A request's body as UTF-8, at most `maxBytes`. Throws `too_large`, or `body_cut_short` when the client broke off. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  await readChunks(request, maxBytes, (chunk) => void chunks.push(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Reads a request's body as JSON, at most `maxBytes`; undefined where it is not. Throws as `readBody` does, and `not_json` when it does not
 * say that it is JSON, which other sites' forms cannot.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (request.headers.get("content-type") !== "application/json") throw new AppError(415, { code: "not_json", message: "This route takes JSON." });
  const body = await readBody(request, maxBytes);
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Gives `take` a request's body piece by piece, to its end. Throws as `readBody` does. */
export async function readChunks(request: Request, maxBytes: number, take: (chunk: Uint8Array) => void): Promise<void> {
  let sizeBytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read().catch(cutShort)) ?? { done: true };
    if (done) return;
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader?.cancel();
      throw new AppError(413, { code: "too_large", message: `The request's body is over the limit of ${maxBytes} bytes.` });
    }
    take(value);
  }
}

function cutShort(error: unknown): never {
  throw new AppError(400, { code: "body_cut_short", message: "The request ended before its body was complete." }, error);
}
