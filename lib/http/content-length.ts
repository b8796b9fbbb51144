import type { ServerResponse } from "node:http";

/** The header in which a route handler tells the server how long its body is. It does not leave the process. */
export const BODY_LENGTH_HEADER = "x-body-length";

/**
 * Sends the length that a route handler gave as Content-Length: Next.js drops that header from handlers' answers, and
 * players and downloads without it know no duration or progress. Called before the request is handled.
 */
export function restoreContentLength(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (...head: unknown[]) => {
    const length = response.getHeader(BODY_LENGTH_HEADER);
    if (length !== undefined) {
      response.removeHeader(BODY_LENGTH_HEADER);
      // Of what is packed on its way nobody knows it.
      if (!response.hasHeader("content-encoding")) response.setHeader("content-length", length);
    }
    return Reflect.apply(writeHead, response, head) as ServerResponse;
  };
}
