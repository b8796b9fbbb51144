import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
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

const notes = () => processWide("request notes", () => new AsyncLocalStorage<RequestNotes>());

/** Adds to the log line of the request that is being answered. */
export function noteRequest(more: RequestNotes): void {
  Object.assign(notes().getStore() ?? {}, more);
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
  notes().run(noted, handle, () => noted.route !== undefined || noted.action !== undefined);
}

/** The first two parts of a path: what comes after them may open something. */
export function publicPath(url: string): string {
  const parts = (url.split("?")[0] ?? "").split("/");
  return parts.length > 3 ? `${parts.slice(0, 3).join("/")}/…` : parts.join("/");
}
