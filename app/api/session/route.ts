import { AppError } from "@/lib/http/app-error";
import { readBody } from "@/lib/http/body";
import { visitorRoute } from "@/lib/http/route";
import { adoptOwner } from "@/lib/sessions/owner";

const MAX_BYTES = 1000;

/** Makes a browser known before it makes anything, by its own key. Other sites' forms cannot send JSON, so they can give nobody a key. */
export const POST = visitorRoute("/api/session", async (request) => {
  if (request.headers.get("content-type") !== "application/json") throw new AppError(415, { code: "not_json", message: "This route takes JSON." });
  return Response.json(await adoptOwner(parseKey(await readBody(request, MAX_BYTES))), { headers: { "cache-control": "no-store" } });
});

/** The key of a body; empty where there is none. */
function parseKey(body: string): string {
  try {
    const { key } = JSON.parse(body) as { key?: unknown };
    return typeof key === "string" ? key : "";
  } catch {
    return "";
  }
}
