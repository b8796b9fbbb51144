import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import type { Problem } from "@/lib/http/app-error";
import { judge } from "@/lib/sessions/admission";
import { SESSION_ENDED } from "@/lib/http/session-ended";

const ANOTHER_SITE: Problem = { code: "another_site", message: "This was sent by another site, and was not done." };

/** Answers a request that may not go on; says whether it may. Before anything else sees it. */
export function passesGate(request: IncomingMessage, response: ServerResponse, admitted: boolean): boolean {
  const { method = "", url = "", headers } = request;
  const verdict = judge(
    {
      method,
      url,
      namesAction: headers["next-action"] !== undefined,
      secFetchSite: oneValue(headers["sec-fetch-site"]),
      origin: headers.origin,
      host: headers.host,
    },
    { admitted, publicUrl: env().publicUrl },
  );
  if (verdict === "pass") return true;
  response.setHeader("cache-control", "no-store");
  // What was not read of a body must not be taken for the next request.
  if (method !== "GET" && method !== "HEAD") response.setHeader("connection", "close");
  if (typeof verdict === "object") response.writeHead(307, { location: verdict.signInAt }).end();
  else if (verdict === "another-site") refuse(request, response, 403, ANOTHER_SITE);
  else refuse(request, response, 401, SESSION_ENDED);
  return false;
}

/** Programs get JSON. An action's page shows what comes as plain text (exactly this type), and so does an upload. */
function refuse({ url = "" }: IncomingMessage, response: ServerResponse, status: number, problem: Problem): void {
  const asJson = url.startsWith("/api/") && !url.startsWith("/api/uploads");
  response.writeHead(status, { "content-type": asJson ? "application/json" : "text/plain" });
  response.end(asJson ? JSON.stringify({ error: problem }) : problem.message);
}

function oneValue(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.join();
}
