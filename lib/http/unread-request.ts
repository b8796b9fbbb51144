import type { IncomingMessage, ServerResponse } from "node:http";

/** Whether a request's path can be decoded; Next.js answers 500 to one that cannot. */
export function hasReadablePath(request: IncomingMessage): boolean {
  try {
    decodeURIComponent(request.url?.split("?")[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers 400 where Next.js answers 500 because it could not read what was posted for an action: nothing of ours was called, as
 * `isReached` says, and it is the client's mistake. Called before the request is handled.
 */
export function refuseUnread(request: IncomingMessage, response: ServerResponse, isReached: () => boolean): void {
  if (!isForAction(request)) return;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [status === 500 && !isReached() ? 400 : status, ...rest]) as ServerResponse;
}

/** Actions are posted to pages: by script with their id in a header, without it as a form. */
function isForAction({ method, url = "", headers }: IncomingMessage): boolean {
  if (method !== "POST" || /^\/(api|local-engine)\//.test(url)) return false;
  return headers["next-action"] !== undefined || (headers["content-type"] ?? "").startsWith("multipart/form-data");
}
