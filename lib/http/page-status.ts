import type { ServerResponse } from "node:http";
import { currentRequest } from "@/lib/http/request-log";

/**
 * Sets the status that the page being rendered is answered with: of itself Next.js knows 200, 404 and redirects. To be called before
 * anything of the page is sent, that is by the page and not below a Suspense boundary.
 */
export function setPageStatus(status: number): void {
  const request = currentRequest();
  if (request !== undefined) request.pageStatus = status;
}

/** Sends the status that a page sets. Called before the request is handled, where `currentRequest` is it. */
export function applyPageStatus(response: ServerResponse): void {
  const request = currentRequest();
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: unknown[]) => Reflect.apply(writeHead, response, [request?.pageStatus ?? status, ...rest]) as ServerResponse;
}
