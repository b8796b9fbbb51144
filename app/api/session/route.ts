import { readJson } from "@/lib/http/body";
import { visitorRoute } from "@/lib/http/route";
import { adoptOwner } from "@/lib/sessions/owner";

const MAX_BYTES = 1000;

/** Makes a browser known before it makes anything, by its own key. Other sites' forms cannot send JSON, so they can give nobody a key. */
export const POST = visitorRoute("/api/session", async (request) => {
  const body = await readJson(request, MAX_BYTES);
  const key = typeof body === "object" && body !== null && "key" in body && typeof body.key === "string" ? body.key : "";
  return Response.json(await adoptOwner(key), { headers: { "cache-control": "no-store" } });
});
