import { Readable } from "node:stream";
import { FetchError } from "@/lib/http/guarded-fetch-error";

/** The refusal of an answer over its limit. */
export function tooLarge(maxBytes: number): FetchError {
  return new FetchError("too_large", `The answer is larger than the ${maxBytes} bytes that are accepted.`, true);
}

export interface BodyBounds {
  readonly maxBytes: number;
  /** What a failure of the raw body means. */
  readonly translate: (cause: unknown) => FetchError;
  /** Called once, when the body has ended, failed or been destroyed. */
  readonly release: () => void;
}

/**
 * A body that fails with a FetchError at the first chunk that takes it over `maxBytes`, or when the raw one fails,
 * and releases what it holds however it ends. A failure before anybody reads waits for the reader.
 */
export function boundedBody(raw: Readable, { maxBytes, translate, release }: BodyBounds): Readable {
  let received = 0;
  const body = new Readable({
    read: () => raw.resume(),
    destroy: (error, callback) => {
      release();
      raw.destroy();
      callback(error);
    },
  });
  body.on("error", () => undefined);
  raw.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > maxBytes) body.destroy(tooLarge(maxBytes));
    else if (!body.push(chunk)) raw.pause();
  });
  raw.pause();
  raw.once("end", () => body.push(null));
  raw.on("error", (cause) => body.destroy(translate(cause)));
  return body;
}
