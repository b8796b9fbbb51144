import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** What the fake vendor was sent. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; of an upload only its size, the file is served again at its link. Null when it was not read. */
  readonly body: string | null;
  readonly bodyBytes: number;
}

/** Reads a request's body to its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The record of a request; `body` is null when it was not read. */
export function toRecorded(request: IncomingMessage, url: URL, body: Buffer | null): RecordedRequest {
  const isText = body !== null && !(request.headers["content-type"] ?? "").startsWith("multipart/");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: isText ? body.toString() : null,
    bodyBytes: body?.length ?? 0,
  };
}
