import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { processWide } from "@/lib/lifetime";
import { metrics } from "@/lib/metrics/metrics";

/** What a request's log line says beyond its method, status and time. */
interface RequestNotes {
  /** The route's pattern; real paths may hold secrets. */
  route?: string;
  action?: string;
  taskId?: string;
}

/** The request that is being answered, for what Next.js does not tell pages. */
interface CurrentRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly noted: RequestNotes;
  /** What a page wants as its status; undefined: what Next.js gives it. */
  pageStatus?: number;
}

const current = () => processWide("current request", () => new AsyncLocalStorage<CurrentRequest>());

/** The request that is being answered; undefined outside of one. */
export function currentRequest(): CurrentRequest | undefined {
  return current().getStore();
}

/** Adds to the log line of the request that is being answered. */
export function noteRequest(more: RequestNotes): void {
  Object.assign(currentRequest()?.noted ?? {}, more);
}

/** Answers a request by `handle`, which is told how to find out whether a route or an action was reached; logs one line and counts it when its connection is done with it, answered or not. */
export function withRequestLog(log: Logger, request: IncomingMessage, response: ServerResponse, handle: (isReached: () => boolean) => void): void {
  const noted: RequestNotes = {};
  const startedAt = performance.now();
  response.once("close", () => {
    const durationMs = performance.now() - startedAt;
    const route = noted.route ?? (noted.action !== undefined ? "action" : request.url?.startsWith("/_next/") === true ? "asset" : "page");
    metrics().requests.observe({ method: request.method ?? "", route, status: response.statusCode }, durationMs / 1000);
    log.info(
      {
        method: request.method,
        ...(noted.route === undefined ? { path: publicPath(request.url ?? "") } : {}),
        ...noted,
        status: response.statusCode,
        durationMs: Math.round(durationMs),
        ...(response.writableFinished ? {} : { brokenOff: true }),
      },
      "request",
    );
  });
  const { method = "", headers } = request;
  current().run({ method, headers, noted }, handle, () => noted.route !== undefined || noted.action !== undefined);
}

/** The first two parts of a path: what comes after them may open something. */
export function publicPath(url: string): string {
  const parts = (url.split("?")[0] ?? "").split("/");
  return parts.length > 3 ? `${parts.slice(0, 3).join("/")}/…` : parts.join("/");
}
